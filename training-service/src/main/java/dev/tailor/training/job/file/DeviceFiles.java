package dev.tailor.training.job.file;

import dev.tailor.training.job.WorkerDevice;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The worker runs beside this process: it has a GPU where NVIDIA's driver shows one, and computes on it where its libtorch
 * is one for CUDA. The one that comes with the worker is for processors.
 */
@Singleton
public class DeviceFiles implements WorkerDevice {

    private static final Logger LOG = Logger.getLogger(DeviceFiles.class);

    /** A container sees the files of its own GPUs only, and theirs need not begin at 0. */
    private static final String GPUS = "nvidia[0-9]*";

    private static final String LIBTORCH = "PYTORCH_LIBRARY_PATH";
    private static final String FOR_CUDA = "libtorch_cuda.so";

    private final Path devices;
    private final Map<String, String> environment;
    private final String program;
    private @Nullable Gpu known;

    @Inject
    public DeviceFiles() {
        this(Path.of("/dev"), System.getenv(), "nvidia-smi");
    }

    /** The worker inherits this environment. */
    DeviceFiles(Path devices, Map<String, String> environment, String program) {
        this.devices = devices;
        this.environment = environment;
        this.program = program;
    }

    @Override
    public Optional<Gpu> gpu() {
        return libtorchIsForCuda() && driverShowsOne() ? Optional.of(described()) : Optional.empty();
    }

    /** Asked once: a GPU does not change. */
    private synchronized Gpu described() {
        if (known == null) {
            known = new NvidiaSmi(program, environment).ask().orElse(Gpu.UNKNOWN);
            LOG.infof("gpu memory=%s generation=%s", known.memory(), known.generation());
        }
        return known;
    }

    private boolean libtorchIsForCuda() {
        var folder = environment.getOrDefault(LIBTORCH, "");
        return !folder.isEmpty() && Files.exists(Path.of(folder, FOR_CUDA));
    }

    private boolean driverShowsOne() {
        try (var gpus = Files.newDirectoryStream(devices, GPUS)) {
            return gpus.iterator().hasNext();
        } catch (IOException noDevices) {
            return false;
        }
    }
}

package dev.tailor.training.job.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailor.training.job.WorkerDevice.Gpu;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceFilesTest {

    @TempDir
    private Path folder;

    private Path devices;
    private Path libtorch;

    @BeforeEach
    void makeFolders() throws IOException {
        devices = Files.createDirectory(folder.resolve("dev"));
        libtorch = Files.createDirectory(folder.resolve("libtorch"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nvidia0", "nvidia3", "nvidia12"})
    void theWorkerComputesOnTheGpuThatTheDriverShows(String gpu) throws IOException {
        // Given
        Files.createFile(devices.resolve(gpu));
        Files.createFile(libtorch.resolve("libtorch_cuda.so"));
        // Then
        assertThat(withLibtorch().gpu()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nvidiactl", "nvidia-uvm", "null"})
    void otherDevicesAreNoGpus(String device) throws IOException {
        // Given
        Files.createFile(devices.resolve(device));
        Files.createFile(libtorch.resolve("libtorch_cuda.so"));
        // Then
        assertThat(withLibtorch().gpu()).isEmpty();
    }

    @Test
    void aLibtorchForProcessorsLeavesTheGpuAlone() throws IOException {
        // Given
        Files.createFile(devices.resolve("nvidia0"));
        Files.createFile(libtorch.resolve("libtorch_cpu.so"));
        // Then
        assertThat(withLibtorch().gpu()).isEmpty();
        assertThat(new DeviceFiles(devices, Map.of(), "nowhere").gpu()).isEmpty();
    }

    @Test
    void aMachineWithoutAFolderOfDevicesHasNoGpu() throws IOException {
        // Given
        Files.createFile(libtorch.resolve("libtorch_cuda.so"));
        Files.delete(devices);
        // Then
        assertThat(withLibtorch().gpu()).isEmpty();
    }

    @Test
    void aGpuOfWhichNobodyTellsIsAGpuAllTheSame() throws IOException {
        // Given
        aGpu();
        // Then
        assertThat(withLibtorch().gpu()).contains(Gpu.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "143771, 9.0|150754820096|9",
                "15360, 7.5|16106127360|7",
                "[N/A], 12.1|-|12",
                "24576, [N/A]|25769803776|-"
            })
    void theDriversProgramTellsMemoryAndGeneration(String answer, @Nullable Long memory, @Nullable Integer generation)
            throws IOException {
        // Given
        aGpu();
        var program = program("echo '%s'".formatted(answer));
        // Then
        assertThat(new DeviceFiles(devices, environment(), program).gpu()).contains(new Gpu(memory, generation));
    }

    @Test
    void theProgramIsAskedOnceAboutTheGpuThatIsVisible() throws IOException {
        // Given
        aGpu();
        var asked = folder.resolve("asked");
        var program = program("echo \"$@\" >> %s; echo '81559, 9.0'".formatted(asked));
        var environment = new HashMap<>(environment());
        environment.put("CUDA_VISIBLE_DEVICES", "3,1");
        var device = new DeviceFiles(devices, environment, program);
        // When
        device.gpu();
        device.gpu();
        // Then
        assertThat(asked).hasContent("--id=3 --query-gpu=memory.total,compute_cap --format=csv,noheader,nounits");
    }

    @Test
    void aProgramThatHasNoAnswerIsAsNone() throws IOException {
        // Given
        aGpu();
        var program = program("echo 'No devices were found'; exit 6");
        // Then
        assertThat(new DeviceFiles(devices, environment(), program).gpu()).contains(Gpu.UNKNOWN);
    }

    private void aGpu() throws IOException {
        Files.createFile(devices.resolve("nvidia0"));
        Files.createFile(libtorch.resolve("libtorch_cuda.so"));
    }

    private String program(String line) throws IOException {
        var file = Files.writeString(folder.resolve("nvidia-smi"), "#!/bin/sh\n" + line + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return file.toString();
    }

    private Map<String, String> environment() {
        return Map.of("PYTORCH_LIBRARY_PATH", libtorch.toString());
    }

    private DeviceFiles withLibtorch() {
        return new DeviceFiles(devices, environment(), folder.resolve("nowhere").toString());
    }
}

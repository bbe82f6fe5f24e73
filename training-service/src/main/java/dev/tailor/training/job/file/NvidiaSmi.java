package dev.tailor.training.job.file;

import dev.tailor.training.job.WorkerDevice.Gpu;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Asks the program that comes with NVIDIA's driver about the first GPU that a process with this environment sees. */
final class NvidiaSmi {

    private static final int PATIENCE_SECONDS = 20;
    private static final int MEBIBYTE_BITS = 20;

    private static final String VISIBLE = "CUDA_VISIBLE_DEVICES";
    private static final List<String> QUESTION =
            List.of("--query-gpu=memory.total,compute_cap", "--format=csv,noheader,nounits");

    /** Mebibytes, and the compute capability; either may be said not to be there. */
    private static final Pattern ANSWER = Pattern.compile("\\s*(\\d+|\\D+)\\s*,\\s*(?:(\\d+)\\.\\d+)?.*");

    private final String program;
    private final Map<String, String> environment;

    NvidiaSmi(String program, Map<String, String> environment) {
        this.program = program;
        this.environment = environment;
    }

    /** Empty where there is no such program, or none that answers. */
    Optional<Gpu> ask() {
        try {
            var process = new ProcessBuilder(command())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            var answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.lines().findFirst().flatMap(NvidiaSmi::gpu);
        } catch (IOException absent) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private List<String> command() {
        var first = environment.getOrDefault(VISIBLE, "").split(",")[0].strip();
        var choice = first.isEmpty() ? Stream.<String>empty() : Stream.of("--id=" + first);
        return Stream.of(Stream.of(program), choice, QUESTION.stream())
                .flatMap(words -> words)
                .toList();
    }

    private static Optional<Gpu> gpu(String line) {
        var answer = ANSWER.matcher(line);
        return answer.matches()
                ? Optional.of(new Gpu(bytes(answer.group(1)), major(answer.group(2))))
                : Optional.empty();
    }

    private static @Nullable Long bytes(String mebibytes) {
        return Character.isDigit(mebibytes.charAt(0)) ? (Long) (Long.parseLong(mebibytes) << MEBIBYTE_BITS) : null;
    }

    private static @Nullable Integer major(@Nullable String number) {
        return number == null ? null : (Integer) Integer.parseInt(number);
    }
}

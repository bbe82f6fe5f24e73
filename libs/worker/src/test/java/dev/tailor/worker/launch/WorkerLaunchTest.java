package dev.tailor.worker.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerLaunchTest {

    @TempDir
    private Path folder;

    @Test
    void aWorkerThatDiesIsReportedWithTheEndOfItsLog() throws IOException {
        // Given
        var log = folder.resolve("logs/worker.log");
        var launch = new WorkerLaunch(folder.toString(), log, 1, 64, Duration.ofSeconds(30));
        Files.createDirectories(log.getParent());
        Files.writeString(log, "an earlier line\n");
        // Then
        assertThatThrownBy(() -> WorkerProcess.start(launch))
                .isInstanceOf(WorkerStartException.class)
                .hasMessageContaining("ended before it was ready, with exit code 1")
                .hasMessageContaining("dev.tailor.worker.Main")
                .hasMessageContaining(log.toString());
        assertThat(log).content().startsWith("an earlier line\n");
    }

    @Test
    void aLaunchWithoutClasspathNamesTheSetting() {
        assertThatThrownBy(() -> new WorkerLaunch(" ", folder.resolve("log"), 1, 64, Duration.ofSeconds(1)))
                .hasMessageContaining("tailor.worker.classpath");
    }

    @Test
    void theAllocatorIsSetInTheEnvironment() {
        // Given
        var launch = new WorkerLaunch("x.jar", folder.resolve("log"), 3, 64, Duration.ofSeconds(1));
        // When
        var process = WorkerCommand.of(launch).starting("dev.tailor.worker.Main", "first");
        // Then
        assertThat(process.environment())
                .containsEntry("MALLOC_MMAP_MAX_", "0")
                .containsEntry("GLIBC_TUNABLES", "glibc.malloc.tcache_count=0:glibc.malloc.mxfast=0")
                .containsEntry("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "256")
                .containsEntry("OMP_NUM_THREADS", "3")
                .containsEntry("OMP_WAIT_POLICY", "passive")
                .containsEntry("GOMP_SPINCOUNT", "10000");
        assertThat(process.command())
                .contains(
                        "-Xmx64m",
                        "-Xmn16m",
                        "-XX:CompileCommand=dontinline,dev.tailor.model.internal.*::*Vectors",
                        "-XX:-UseProfiledLoopPredicate")
                .endsWith("x.jar", "dev.tailor.worker.Main", "first");
    }
}

package dev.tailor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeshFileTest {
    @TempDir
    private Path home;

    @Test
    void whatWasWrittenIsRead() {
        // Given
        var file = new MeshFile(home);
        var services = List.of(
                RunningService.of(Service.DATA, ProcessHandle.current(), 8081, 9081),
                new RunningService(Service.GATEWAY, 1, 2, 8080, 0));
        // When
        file.write(services);
        // Then
        assertThat(new MeshFile(home).read()).isEqualTo(services);
    }

    @Test
    void aMissingOrBrokenFileMeansThatNothingRuns() throws IOException {
        // Given
        var file = new MeshFile(home);
        assertThat(file.read()).isEmpty();
        // When
        Files.writeString(home.resolve("mesh.json"), "[{");
        // Then
        assertThat(file.read()).isEmpty();
    }

    @Test
    void aProcessWithTheSamePidButAnotherStartIsNotOurs() {
        // Given
        var own = ProcessHandle.current();
        // When
        var same = RunningService.of(Service.DATA, own, 1, 2);
        var other = new RunningService(Service.DATA, own.pid(), same.started() - 60_000, 1, 2);
        // Then
        assertThat(same.process()).isPresent();
        assertThat(other.process()).isEmpty();
    }

    @Test
    void theKeyIsMadeOnceAndOnlyItsOwnerReadsIt() throws IOException {
        // When
        var key = ApiKey.in(home);
        // Then
        assertThat(key).startsWith("sk-").isEqualTo(ApiKey.in(home));
        assertThat(Files.getPosixFilePermissions(home.resolve("api-key"))).hasSize(2);
    }

    @Test
    void endingStopsTheProcessesOfThisHomeOnly() throws IOException, InterruptedException {
        // Given
        var ours = new ProcessBuilder("sleep", "300").start();
        var theirs = new ProcessBuilder("sleep", "300").start();
        var known = List.of(RunningService.of(Service.DATA, ours.toHandle(), 1, 2));
        // When
        new Mesh(Places.of(home, java.util.Map.of())).down(java.time.Duration.ofSeconds(1));
        new Ending(home, java.time.Duration.ofSeconds(5)).end(known);
        // Then
        assertThat(ours.waitFor(5, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
        assertThat(theirs.isAlive()).isTrue();
        theirs.destroy();
    }
}

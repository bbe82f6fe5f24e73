package dev.tailor.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class NativeEndTest {

    private static final int TERMINATED = 143;

    @TempDir
    private Path folder;

    @Test
    void aDestructorThatCrashesDoesNotRun() throws IOException, InterruptedException {
        assertThat(start("exit").waitFor()).isEqualTo(CrashingLibrary.STATUS);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void norDoesItWhenTheProcessIsTerminated() throws IOException, InterruptedException {
        // Given
        var process = start("wait");
        assertThat(process.getInputStream().read()).isEqualTo('\n');
        // When
        process.destroy();
        // Then
        assertThat(process.waitFor()).isEqualTo(TERMINATED);
        assertThat(folder).isEmptyDirectory();
    }

    private Process start(String end) throws IOException {
        return new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:-CreateCoredumpOnCrash",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashingLibrary.class.getName(),
                        folder.resolve("deleted").toString(),
                        end)
                .directory(folder.toFile())
                .start();
    }
}

package dev.tailor.training.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {

    @TempDir
    private Path folder;

    /** Another process, which holds the lock until its input ends. */
    static final class Holder {

        private Holder() {}

        public static void main(String[] arguments) throws IOException {
            try (var lock = FolderLock.take(Path.of(arguments[0]));
                    var told = new FileOutputStream(FileDescriptor.out)) {
                told.write(1);
                var unused = System.in.transferTo(OutputStream.nullOutputStream());
            }
        }
    }

    @Test
    void aSecondServiceIsToldTheFolderAndTheSetting() {
        try (var first = FolderLock.take(folder)) {
            assertThat(first).isNotNull();
            assertThatItIsTaken();
        }
    }

    @Test
    void aServiceThatWasKilledHoldsItNoLonger() throws Exception {
        // Given
        var other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        folder.toString())
                .start();
        assertThat(other.getInputStream().read()).isEqualTo(1);
        assertThatItIsTaken();
        // When
        other.destroyForcibly().waitFor();
        // Then
        FolderLock.take(folder).close();
    }

    private void assertThatItIsTaken() {
        assertThatThrownBy(() -> FolderLock.take(folder))
                .hasMessage(
                        "Another training-service works in the folder %s; stop it, or give this one another TAILOR_HOME",
                        folder);
    }
}

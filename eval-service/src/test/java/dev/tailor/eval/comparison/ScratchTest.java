package dev.tailor.eval.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchTest {
    @TempDir
    private Path home;

    @Test
    void rowsThatAnEndedProcessLeftAreCleared() throws IOException {
        // Given
        var scratch = new Scratch(home.resolve("work"));
        var left = scratch.write(List.of(new TestRow("row-0", "{}")));
        var other = Files.writeString(home.resolve("work/other"), "kept");
        // When
        scratch.clear();
        // Then
        assertThat(left).doesNotExist();
        assertThat(other).exists();
    }

    @Test
    void aFolderThatIsNotThereIsClear() {
        new Scratch(home.resolve("none")).clear();
        // Then
        assertThat(home.resolve("none")).doesNotExist();
    }
}

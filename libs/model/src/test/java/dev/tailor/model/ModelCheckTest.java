package dev.tailor.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCheckTest {

    private static final int[] FOREIGN = {1, 5, TinyModel.VOCABULARY};

    @TempDir
    private Path directory;

    @BeforeEach
    void writeAModel() throws IOException {
        TinyModel.write(directory, true);
    }

    @Test
    void aGoodDirectoryIsTold() {
        assertThat(ModelCheck.directory(directory).vocabularySize()).isEqualTo(TinyModel.VOCABULARY);
    }

    @Test
    void anIdOutsideTheVocabularyIsRefusedBeforeItIsLookedUp() {
        // Given
        var row = new Example(FOREIGN, new boolean[] {false, true, true});
        try (var model = LanguageModel.open(directory, Precision.FP32)) {
            // When, then
            assertRefused(() -> model.logits(FOREIGN));
            assertRefused(() -> model.logits(new int[] {-1}));
            assertRefused(() -> model.score(List.of(row)));
            assertRefused(() -> model.generate(FOREIGN, new Sampling(0, 1, 0, 2, Set.of(), 0), (token) -> true));
            assertRefused(() -> model.generateGreedy(List.of(FOREIGN), new int[] {2}, Set.of()));
        }
    }

    @Test
    void aRowOutsideTheVocabularyStartsNoTraining() {
        // Given
        var trainer = new Trainer(directory, directory.resolve("work"));
        var settings = Trainer.settings(Method.FULL, LoraSettings.DEFAULT, new Trainer.Pace(1e-3, 0, 1));
        var foreign = List.of(new Example(FOREIGN, new boolean[] {false, true, true}));
        // When, then
        assertRefused(() -> trainer.run(settings, foreign, List.of()));
        assertRefused(() -> trainer.run(settings, List.of(TinyModel.row(5, 1)), foreign));
        assertThat(trainer.steps).isEmpty();
    }

    private static void assertRefused(ThrowingCallable use) {
        assertThatThrownBy(use)
                .isInstanceOf(InvalidModel.class)
                .hasMessageContainingAll("vocab_size 40", "tokenizer that belongs to the model");
    }
}

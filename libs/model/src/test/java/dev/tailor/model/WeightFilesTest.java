package dev.tailor.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightFilesTest {

    private static final int[] IDS = {1, 5, 9, 14};

    @TempDir
    private Path directory;

    private float[][] expected;

    @BeforeEach
    void writeAModel() throws IOException {
        TinyModel.write(directory, true);
        expected = logits();
        Files.delete(directory.resolve("model.safetensors"));
    }

    @Test
    void pytorchWeightsSayWhatSafetensorsSay() throws IOException {
        // Given
        weights().writePytorch(directory.resolve("pytorch_model.bin"), "");
        // When, then
        assertThat(logits()).isDeepEqualTo(expected);
    }

    @Test
    void shardsOfPytorchWeightsAreJoined() throws IOException {
        // Given
        weights().writePytorch(directory.resolve("pytorch_model-00001-of-00002.bin"), "model.layers.0");
        weights().writePytorch(directory.resolve("pytorch_model-00002-of-00002.bin"), "!model.layers.0");
        Files.writeString(directory.resolve("pytorch_model.bin.index.json"), """
                {"weight_map":{"a":"pytorch_model-00001-of-00002.bin","b":"pytorch_model-00002-of-00002.bin"}}""");
        // When, then
        assertThat(logits()).isDeepEqualTo(expected);
    }

    @Test
    void aMissingShardIsNamed() throws IOException {
        // Given
        Files.writeString(
                directory.resolve("pytorch_model.bin.index.json"),
                "{\"weight_map\":{\"a\":\"pytorch_model-00001-of-00002.bin\"}}");
        // When, then
        assertThatThrownBy(this::logits)
                .isInstanceOf(InvalidModel.class)
                .hasMessageContainingAll("pytorch_model-00001-of-00002.bin", "missing", "incomplete");
    }

    @Test
    void aPointerOfGitLfsIsNamed() throws IOException {
        // Given
        Files.writeString(
                directory.resolve("model.safetensors"),
                "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 268945\n");
        // When, then
        assertThatThrownBy(this::logits)
                .isInstanceOf(InvalidModel.class)
                .hasMessageContainingAll("model.safetensors", "Git LFS pointer");
    }

    @Test
    void safetensorsComeFirst() throws IOException {
        // Given
        weights().write(directory.resolve("model.safetensors"));
        Files.writeString(directory.resolve("pytorch_model.bin"), "no weights at all");
        // When, then
        assertThat(logits()).isDeepEqualTo(expected);
    }

    private static SafetensorsFixture weights() {
        return TinyModel.random().weights(true);
    }

    private float[][] logits() {
        try (var model = LanguageModel.open(directory, Precision.FP32)) {
            return model.logits(IDS);
        }
    }
}

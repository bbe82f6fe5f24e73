package dev.tailor.model;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadModelTest {

    @TempDir
    private Path directory;

    private Path weights;

    @BeforeEach
    void writeAGoodModel() throws IOException {
        TinyModel.write(directory, true);
        weights = directory.resolve("model.safetensors");
    }

    @Test
    void aFileThatWasCutIsNamed() throws IOException {
        // Given
        var bytes = Files.readAllBytes(weights);
        Files.write(weights, Arrays.copyOf(bytes, bytes.length - 100));
        // When, then
        assertRefused("model.safetensors", "claims bytes");
    }

    @Test
    void anAnnouncedHeaderBeyondTheFileIsRefused() throws IOException {
        // Given
        var bytes = Files.readAllBytes(weights);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(0, Long.MAX_VALUE);
        Files.write(weights, bytes);
        // When, then
        assertRefused("model.safetensors", "announces a header");
    }

    @Test
    void offsetsThatLieAboutTheShapeAreRefused() throws IOException {
        // Given
        header("[40,16]", "[40,17]");
        // When, then
        assertRefused("model.embed_tokens.weight", "needs");
    }

    @Test
    void aShapeThatOverflowsIsRefused() throws IOException {
        // Given
        header("[40,16],\"d", "[4611686018427387904,16],\"d");
        // When, then
        assertRefused("model.safetensors");
    }

    @Test
    void aShapeUnlikeTheConfigurationIsRefused() throws IOException {
        // Given
        var config = TinyModel.config(true).replace("\"vocab_size\":40", "\"vocab_size\":41");
        Files.writeString(directory.resolve("config.json"), config);
        // When, then
        assertRefused("model.embed_tokens.weight", "[40, 16]", "[41, 16]");
    }

    @Test
    void aMissingTensorIsNamed() throws IOException {
        // Given
        header("model.layers.1.mlp.up_proj.weight", "model.layers.1.mlp.down_prof.weight");
        // When, then
        assertRefused("model.layers.1.mlp.up_proj.weight", "missing");
    }

    @Test
    void aForeignArchitectureIsNamed() throws IOException {
        // Given
        var config = TinyModel.config(true).replace("\"llama\"", "\"mamba\"");
        Files.writeString(directory.resolve("config.json"), config);
        // When, then
        assertRefused("config.json", "mamba", "llama");
    }

    @Test
    void aDirectoryWithoutWeightsIsNamed() throws IOException {
        // Given
        Files.delete(weights);
        // When, then
        assertRefused("model.safetensors");
    }

    private void assertRefused(String... parts) {
        assertThatThrownBy(() -> LanguageModel.open(directory, Precision.FP32).close())
                .isInstanceOf(InvalidModel.class)
                .message()
                .contains(parts);
        assertThatThrownBy(() -> ModelCheck.directory(directory))
                .isInstanceOf(InvalidModel.class)
                .message()
                .contains(parts);
    }

    /** Rewrites the header; the data stays as it is. */
    private void header(String old, String replacement) throws IOException {
        var bytes = Files.readAllBytes(weights);
        var buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int length = Math.toIntExact(buffer.getLong(0));
        var header = new String(bytes, 8, length, StandardCharsets.UTF_8).replace(old, replacement);
        var padded = header + " ".repeat((8 - header.length() % 8) % 8);
        var text = padded.getBytes(StandardCharsets.UTF_8);
        var out = ByteBuffer.allocate(8 + text.length + bytes.length - 8 - length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .put(text)
                .put(bytes, 8 + length, bytes.length - 8 - length);
        Files.write(weights, out.array());
    }
}

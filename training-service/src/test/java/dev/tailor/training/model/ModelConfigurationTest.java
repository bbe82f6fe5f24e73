package dev.tailor.training.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelConfigurationTest {

    @TempDir
    private Path folder;

    @Test
    void gpt2HasItsOwnNamesAndDefaults() throws IOException {
        // When
        var model = model("""
                {"model_type":"gpt2","n_layer":12,"n_embd":768,"n_head":12,"vocab_size":50257,"n_positions":1024}""");
        // Then
        assertThat(model.parameters()).isEqualTo(124439808);
        assertThat(model.contextLength()).isEqualTo(1024);
        assertThat(model.sizes().family().linearLayers()).containsExactly("c_attn", "c_proj", "c_fc");
    }

    @Test
    void qwen2HasBiasesAndQwen3Norms() throws IOException {
        assertThat(model(qwen("qwen2")).parameters())
                .isEqualTo(model(qwen("llama")).parameters() + 2 * (64 + 2 * 32));
        assertThat(model(qwen("qwen3")).parameters())
                .isEqualTo(model(qwen("llama")).parameters() + 2 * 2 * 16);
        assertThat(model(qwen("mistral")).parameters())
                .isEqualTo(model(qwen("llama")).parameters());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bert", ""})
    void anotherKindIsRefusedWithThoseThatAreSupported(String kind) {
        assertThatThrownBy(() -> model("{\"model_type\":\"%s\"}".formatted(kind)))
                .hasMessage("model_type is '%s'; supported: gpt2, llama, mistral, qwen2, qwen3".formatted(kind));
    }

    @Test
    void aFolderWithoutWeightsIsRefused() throws IOException {
        Files.writeString(folder.resolve("config.json"), qwen("llama"));
        assertThatThrownBy(() -> ModelConfiguration.read(folder, "name")).hasMessageContaining("no weights");
    }

    private BaseModel model(String config) throws IOException {
        Files.writeString(folder.resolve("config.json"), config);
        Files.writeString(folder.resolve("pytorch_model.bin"), "");
        return ModelConfiguration.read(folder, "name");
    }

    private static String qwen(String kind) {
        return """
                {"model_type":"%s","hidden_size":64,"intermediate_size":128,"num_attention_heads":4,
                 "num_key_value_heads":2,"num_hidden_layers":2,"vocab_size":100,"max_position_embeddings":128}""".formatted(kind);
    }
}

package dev.tailor.model;

import dev.tailor.model.internal.ConfigFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The shape of a model, from its config.json.
 *
 * @param contextLength longest sequence in tokens
 * @param dtype of the stored weights: F32, F16 or BF16
 */
public record ModelConfig(
        String architecture,
        int layers,
        int hiddenSize,
        int heads,
        int keyValueHeads,
        int headSize,
        int intermediateSize,
        int vocabularySize,
        int contextLength,
        double normEpsilon,
        double ropeTheta,
        boolean tiedEmbeddings,
        List<Integer> eosTokenIds,
        Optional<Integer> bosTokenId,
        String dtype) {

    public ModelConfig {
        eosTokenIds = List.copyOf(eosTokenIds);
    }

    /** Reads config.json; throws {@link InvalidModel} where it is missing, broken or not supported. */
    public static ModelConfig read(Path directory) {
        return ConfigFile.read(directory);
    }

    /** Number of weights; tied embeddings count once. */
    public long parameters() {
        long attention = 2L * hiddenSize * heads * headSize + 2L * hiddenSize * keyValueHeads * headSize;
        long layer = attention + 3L * hiddenSize * intermediateSize + 2L * hiddenSize;
        long embedding = (long) vocabularySize * hiddenSize;
        return layers * layer + hiddenSize + (tiedEmbeddings ? 1 : 2) * embedding;
    }

    /** Names that LoRA can target. */
    public List<String> linearLayers() {
        return List.of("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj");
    }
}

package dev.tailor.model;

import dev.tailor.model.internal.ConfigFile;
import dev.tailor.model.internal.Layout;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The shape of a model, from its config.json.
 *
 * @param architecture its model_type: gpt2, llama, mistral, qwen2 or qwen3
 * @param contextLength longest sequence in tokens
 * @param activation in the feed-forward part
 * @param rope absent where positions are learnt
 * @param slidingWindow positions that a token attends to; 0: all before it
 * @param queryBias whether the projections to queries, keys and values have biases
 * @param outputBias whether the projection behind attention has one
 * @param feedBias whether the feed-forward part has them
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
        Norm norm,
        double normEpsilon,
        Activation activation,
        Optional<Rope> rope,
        int slidingWindow,
        boolean queryBias,
        boolean outputBias,
        boolean feedBias,
        boolean tiedEmbeddings,
        List<Integer> eosTokenIds,
        Optional<Integer> bosTokenId,
        String dtype) {

    public ModelConfig {
        eosTokenIds = List.copyOf(eosTokenIds);
    }

    /** How activations are brought to one size. */
    public enum Norm {
        /** By their root mean square. */
        RMS,
        /** About their mean, with a bias. */
        LAYER
    }

    /** What lies between the linear layers of the feed-forward part. */
    public enum Activation {
        /** One half of the layer opens or closes the other. */
        GATED_SILU,
        /** GELU as a hyperbolic tangent. */
        GELU_TANH
    }

    /** Reads config.json; throws {@link InvalidModel} where it is missing, broken or not supported. */
    public static ModelConfig read(Path directory) {
        return ConfigFile.read(directory);
    }

    /** Number of weights; tied embeddings count once. */
    public long parameters() {
        return Layout.of(this).parameters();
    }

    /** Number of weights but for an embedding that is no output head as well: its rows are looked up, not multiplied. */
    public long multipliedParameters() {
        long embedding = tiedEmbeddings ? 0 : (long) vocabularySize * hiddenSize;
        return parameters() - embedding;
    }

    /** Names that LoRA can target. */
    public List<String> linearLayers() {
        return Layout.of(this).linearNames();
    }
}

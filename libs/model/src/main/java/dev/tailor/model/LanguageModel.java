package dev.tailor.model;

import dev.tailor.model.internal.Decoder;
import dev.tailor.model.internal.Speech;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A model in memory. Not for several threads at once; several open models do not disturb each other. */
public final class LanguageModel implements AutoCloseable {

    private final Decoder decoder;

    private LanguageModel(Decoder decoder) {
        this.decoder = decoder;
    }

    /** Opens a Hugging Face directory. */
    public static LanguageModel open(Path directory, Precision precision) {
        return new LanguageModel(Decoder.open(directory, Optional.empty(), precision));
    }

    /** Opens a Hugging Face directory with a PEFT adapter over it. */
    public static LanguageModel open(Path directory, Path adapterDirectory, Precision precision) {
        return new LanguageModel(Decoder.open(directory, Optional.of(adapterDirectory), precision));
    }

    public ModelConfig config() {
        return decoder.config();
    }

    /** For each position the scores of every token to come next. */
    public float[][] logits(int[] ids) {
        ModelCheck.ids(config(), ids);
        return decoder.logits(ids);
    }

    /** The loss of each row's trained tokens, in the order of the rows. */
    public List<Score> score(List<Example> examples) {
        ModelCheck.rows(config(), examples);
        return decoder.score(examples);
    }

    /** Continues a prompt token by token; a stop token is told too, and is the last. */
    public void generate(int[] prompt, Sampling sampling, TokenListener listener) {
        ModelCheck.ids(config(), prompt);
        new Speech(decoder).generate(prompt, sampling, listener);
    }

    /** The likeliest continuation of each prompt; a stop token is the last where it was reached. */
    public List<int[]> generateGreedy(List<int[]> prompts, int[] maxTokens, Set<Integer> stopTokens) {
        prompts.forEach(prompt -> ModelCheck.ids(config(), prompt));
        return new Speech(decoder).greedy(prompts, maxTokens, stopTokens);
    }

    /** The likeliest answers to prompts that are asked together; a stop token is the last where it was reached. */
    public List<int[]> answers(Prompts asked) {
        asked.prompts().forEach(prompt -> ModelCheck.ids(config(), prompt));
        return new Speech(decoder).answers(asked);
    }

    @Override
    public void close() {
        decoder.close();
    }
}

package dev.tailor.worker;

import dev.tailor.model.Example;
import dev.tailor.model.LanguageModel;
import dev.tailor.model.Sampling;
import dev.tailor.model.Score;
import dev.tailor.model.TokenListener;
import java.util.List;
import java.util.Set;

/** An open model of libs/model. */
record TensorModel(LanguageModel model) implements TokenModel {

    @Override
    public int contextLength() {
        return model.config().contextLength();
    }

    @Override
    public List<Score> score(List<Example> examples) {
        return model.score(examples);
    }

    @Override
    public List<int[]> greedy(List<int[]> prompts, int[] limits, Set<Integer> ends) {
        return model.generateGreedy(prompts, limits, ends);
    }

    @Override
    public void generate(int[] prompt, Sampling sampling, TokenListener listener) {
        model.generate(prompt, sampling, listener);
    }

    @Override
    public void close() {
        model.close();
    }
}

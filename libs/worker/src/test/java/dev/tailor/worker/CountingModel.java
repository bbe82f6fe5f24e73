package dev.tailor.worker;

import dev.tailor.model.Example;
import dev.tailor.model.GeneratedToken;
import dev.tailor.model.Sampling;
import dev.tailor.model.Score;
import dev.tailor.model.TokenListener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** A model without tensors: after every prompt it says the same script, then ends. */
final class CountingModel implements TokenModel {

    private final int[] script;
    private final int context;
    int closed;

    CountingModel(int[] script, int context) {
        this.script = script;
        this.context = context;
    }

    @Override
    public int contextLength() {
        return context;
    }

    @Override
    public List<Score> score(List<Example> examples) {
        return examples.stream()
                .map(example -> new Score(example.ids().length, example.trainedTokens(), 0))
                .toList();
    }

    @Override
    public List<int[]> greedy(List<int[]> prompts, int[] limits, Set<Integer> ends) {
        List<int[]> answers = new ArrayList<>();
        for (int limit : limits) {
            answers.add(Arrays.copyOf(script, Math.min(limit, script.length)));
        }
        return answers;
    }

    @Override
    public void generate(int[] prompt, Sampling sampling, TokenListener listener) {
        for (int at = 0; at < Math.min(sampling.maxTokens(), script.length); at++) {
            if (!listener.onToken(new GeneratedToken(script[at], -1, List.of()))) {
                return;
            }
        }
    }

    @Override
    public void close() {
        closed++;
    }
}

package dev.tailor.model.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.tailor.model.Prompts;
import dev.tailor.model.Sampling;
import dev.tailor.model.TokenListener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Continues prompts with a key/value cache: one by one with sampling, or many side by side, always the likeliest. */
public final class Speech {

    private static final int SIDE_BY_SIDE = 32;

    private final Decoder decoder;

    public Speech(Decoder decoder) {
        this.decoder = decoder;
    }

    /** One continuation, token by token. */
    public void generate(int[] prompt, Sampling sampling, TokenListener listener) {
        TensorScript.prepareThread();
        int most = Math.min(sampling.maxTokens(), decoder.config().contextLength() - prompt.length);
        var sampler = new Sampler(sampling);
        try (var cache = new Cache(decoder, List.of(prompt), prompt.length + Math.max(0, most))) {
            for (int i = 0; i < most; i++) {
                var token = sampler.next(logits(cache));
                boolean more = listener.onToken(token);
                if (!more || sampling.stopTokens().contains(token.id()) || i + 1 == most) {
                    return;
                }
                cache.append(new int[] {token.id()});
            }
        }
    }

    private static float[] logits(Cache cache) {
        try (NDManager scope = cache.scope()) {
            return cache.logits(scope).toFloatArray();
        }
    }

    /** The likeliest answers to prompts that are asked together. */
    public List<int[]> answers(Prompts asked) {
        var limits = new int[asked.prompts().size()];
        Arrays.fill(limits, asked.maxTokens());
        var answers = greedy(asked.prompts(), limits, asked.stopTokens());
        decoder.passed();
        return answers;
    }

    /** The likeliest continuations, in the order of the prompts. */
    public List<int[]> greedy(List<int[]> prompts, int[] maxTokens, Set<Integer> stopTokens) {
        TensorScript.prepareThread();
        var answers = new int[prompts.size()][];
        var order = IntStream.range(0, prompts.size())
                .boxed()
                .sorted(Comparator.comparingInt(each -> prompts.get(each).length))
                .toList();
        for (int from = 0; from < order.size(); from += SIDE_BY_SIDE) {
            var chosen = order.subList(from, Math.min(order.size(), from + SIDE_BY_SIDE));
            var lines = chosen.stream()
                    .map(each -> new Line(prompts.get(each), room(prompts.get(each), maxTokens[each]), stopTokens))
                    .toList();
            answer(lines);
            for (int i = 0; i < lines.size(); i++) {
                answers[chosen.get(i)] = lines.get(i).answer();
            }
        }
        return List.of(answers);
    }

    private int room(int[] prompt, int wanted) {
        return Math.max(0, Math.min(wanted, decoder.config().contextLength() - prompt.length));
    }

    private void answer(List<Line> lines) {
        int longest = lines.stream().mapToInt(line -> line.most).max().orElse(0);
        int width = lines.stream().mapToInt(line -> line.prompt.length).max().orElseThrow();
        try (var cache =
                new Cache(decoder, lines.stream().map(line -> line.prompt).toList(), width + longest)) {
            for (int i = 0; i < longest && lines.stream().anyMatch(Line::open); i++) {
                var next = likeliest(cache);
                for (int row = 0; row < next.length; row++) {
                    lines.get(row).take(next[row]);
                }
                if (i + 1 < longest && lines.stream().anyMatch(Line::open)) {
                    cache.append(next);
                }
            }
        }
    }

    private int[] likeliest(Cache cache) {
        try (NDManager scope = cache.scope()) {
            NDArray best = decoder.room().script().tensor(scope, "likeliest", cache.logits(scope));
            return Arrays.stream(best.toLongArray()).mapToInt(Math::toIntExact).toArray();
        }
    }

    /** One prompt and what has been said so far. */
    private static final class Line {

        private final int[] prompt;
        private final int most;
        private final Set<Integer> stops;
        private final List<Integer> said = new ArrayList<>();
        private boolean stopped;

        private Line(int[] prompt, int most, Set<Integer> stops) {
            this.prompt = prompt;
            this.most = most;
            this.stops = stops;
        }

        private boolean open() {
            return !stopped && said.size() < most;
        }

        private void take(int token) {
            if (open()) {
                said.add(token);
                stopped = stops.contains(token);
            }
        }

        private int[] answer() {
            return said.stream().mapToInt(Integer::intValue).toArray();
        }
    }
}

package dev.tailor.worker;

import dev.tailor.model.Example;
import dev.tailor.model.Sampling;
import dev.tailor.model.Score;
import dev.tailor.model.TokenListener;
import java.util.List;
import java.util.Set;

/** What the calls need of an open model: ids go in, ids and plain numbers come out. */
interface TokenModel extends AutoCloseable {

    /** Longest sequence in tokens. */
    int contextLength();

    /** Loss of the trained positions, in the order of the examples. */
    List<Score> score(List<Example> examples);

    /** The likeliest continuation of each prompt, none longer than its limit; an end token, if reached, is the last. */
    List<int[]> greedy(List<int[]> prompts, int[] limits, Set<Integer> ends);

    /** One continuation, told token by token. */
    void generate(int[] prompt, Sampling sampling, TokenListener listener);

    @Override
    void close();
}

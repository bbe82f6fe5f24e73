package dev.tailor.eval.model;

import java.nio.file.Path;
import java.util.function.Consumer;

/** Runs models. Rows are JSON lines of conversations whose last assistant turn is the reference. */
public interface ModelRunner {
    /** Loss of each row's reference, in file order. */
    void score(ModelFiles model, Path rows, Consumer<RowScore> scores);

    /** Greedy answer of at most this many tokens to each row's prompt, in file order. */
    void answer(ModelFiles model, Path rows, int maxTokens, Consumer<RowAnswer> answers);

    /** One chat turn; returns at its end, or soon after the listener has gone. */
    void generate(ModelFiles model, Turn turn, TurnListener listener);

    /** The summed loss of one row's reference in nats, over its tokens. */
    record RowScore(int row, double lossSum, int tokens) {}

    /** What the model says to one row's prompt. */
    record RowAnswer(int row, String text) {}
}

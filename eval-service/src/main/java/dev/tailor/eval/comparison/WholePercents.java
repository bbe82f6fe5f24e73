package dev.tailor.eval.comparison;

import java.util.function.IntConsumer;

/** Passes progress on once for every whole percent, so that storage is not written for every row. */
final class WholePercents implements Progress {
    private final IntConsumer receiver;
    private int last;

    WholePercents(IntConsumer receiver) {
        this.receiver = receiver;
    }

    @Override
    public void percent(double percent) {
        int whole = (int) percent;
        if (whole > last) {
            last = whole;
            receiver.accept(whole);
        }
    }
}

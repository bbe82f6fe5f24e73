package dev.tailor.model.internal.kernel;

import java.util.stream.IntStream;

/** Many items of equal cost, shared out to the processors. */
final class Work {

    /** Numbers that one processor is done with before another one has woken up. */
    private static final long SMALL = 16_384;

    private static final int PARTS_PER_PROCESSOR = 4;

    private Work() {}

    interface Part {

        /** Does the items from the first to before the last. */
        void run(int from, int to);
    }

    /**
     * @param numbers that an item touches
     */
    static void share(long items, long numbers, Part part) {
        int count = Math.toIntExact(items);
        long parts = Math.min(
                Math.ceilDiv(count * Math.max(1, numbers), SMALL),
                (long) PARTS_PER_PROCESSOR * Runtime.getRuntime().availableProcessors());
        if (parts <= 1) {
            part.run(0, count);
            return;
        }
        int size = Math.toIntExact(Math.ceilDiv(count, parts));
        IntStream.range(0, Math.ceilDiv(count, size))
                .parallel()
                .forEach(at -> part.run(at * size, Math.min(count, (at + 1) * size)));
    }
}

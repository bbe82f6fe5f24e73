package dev.tailor.model.internal;

import java.util.ArrayList;
import java.util.List;

/**
 * Does work again until it is as fast as it will be later: code that is new is slow.
 *
 * @param times at least
 * @param seconds to go on for at least, all times together
 * @param most seconds after which it is not done again, although it still becomes faster
 */
record Warm(int times, double seconds, double most) {

    static final Warm STEP = new Warm(3, 1, 4);

    /** A validation, a checkpoint: those of large models take so long that how new the code is makes no difference. */
    static final Warm OCCASION = new Warm(1, 0.3, 1);

    private static final int PARTS = 3;
    private static final double AS_FAST = 0.95;

    /** The middle one of the last third. */
    double seconds(Runnable work) {
        List<Double> taken = new ArrayList<>();
        double sum = 0;
        while (taken.size() < times || sum < seconds || sum < most && gainsSpeed(taken)) {
            long began = System.nanoTime();
            work.run();
            taken.add((System.nanoTime() - began) / 1e9);
            sum += taken.getLast();
        }
        return third(taken, PARTS);
    }

    private static boolean gainsSpeed(List<Double> taken) {
        return taken.size() >= PARTS && third(taken, PARTS) < AS_FAST * third(taken, PARTS - 1);
    }

    /** The middle one of a third of what it took. */
    private static double third(List<Double> taken, int part) {
        var some = taken.subList(taken.size() * (part - 1) / PARTS, taken.size() * part / PARTS).stream()
                .sorted()
                .toList();
        return some.isEmpty() ? taken.getLast() : some.get(some.size() / 2);
    }
}

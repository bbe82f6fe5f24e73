package dev.tailor.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Looks behind a failure. */
public final class Failures {

    private static final int MOST = 64;

    private Failures() {}

    /**
     * The failure, its causes, and what they suppressed: a transaction that cannot be committed names the database's reason
     * only there.
     */
    public static Stream<Throwable> behind(Throwable failed) {
        var all = new ArrayList<Throwable>(List.of(failed));
        for (int at = 0; at < Math.min(all.size(), MOST); at++) {
            var one = all.get(at);
            if (one.getCause() != null) {
                all.add(one.getCause());
            }
            all.addAll(List.of(one.getSuppressed()));
        }
        return all.stream();
    }
}

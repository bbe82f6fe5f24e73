package dev.tailor.worker.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a benchmark is asked to do.
 *
 * @param cases in their order
 * @param manner further words for the process of each case
 */
record BenchArguments(Benches bench, List<String> cases, List<String> manner) {

    private static final String ALL = "--all";
    private static final String CASE = "--case";

    /** Refuses everything that it does not know. */
    static BenchArguments parse(List<String> words) {
        var name = words.isEmpty() ? "" : words.getFirst();
        var bench = Benches.named(name)
                .orElseThrow(
                        () -> new WrongUse("No benchmark is named \"%s\"; there are %s".formatted(name, benches())));
        return new Reader(bench).read(words.subList(1, words.size()).iterator());
    }

    private static String benches() {
        return Arrays.stream(Benches.values()).map(Benches::label).collect(Collectors.joining(", "));
    }

    /** The arguments make no sense; the message tells those that do. */
    static final class WrongUse extends RuntimeException {

        private static final long serialVersionUID = 1L;

        WrongUse(String message) {
            super(message);
        }
    }

    private static final class Reader {

        private final Benches bench;
        private final List<String> given = new ArrayList<>();
        private List<String> cases;

        Reader(Benches bench) {
            this.bench = bench;
            this.cases = bench.usual();
        }

        BenchArguments read(Iterator<String> words) {
            words.forEachRemaining(word -> take(word, words));
            if (given.contains(ALL) && given.contains(CASE)) {
                throw new WrongUse("--all and --case exclude each other; leave out one of them");
            }
            if (given.contains(CaseMain.STEPWISE) && !given.contains(CASE)) {
                throw new WrongUse("--stepwise steps through one case; name it with --case CASE");
            }
            return new BenchArguments(
                    bench, cases, given.contains(CaseMain.STEPWISE) ? List.of(CaseMain.STEPWISE) : List.of());
        }

        private void take(String word, Iterator<String> words) {
            if (!options().contains(word)) {
                throw new WrongUse("%s has no option %s; there are %s"
                        .formatted(bench.label(), word, String.join(", ", options())));
            }
            given.add(word);
            switch (word) {
                case ALL -> cases = bench.cases();
                case CASE -> cases = List.of(known(next(words)));
                default -> {}
            }
        }

        private List<String> options() {
            return bench == Benches.TRAIN ? List.of(ALL, CASE, CaseMain.STEPWISE) : List.of(ALL, CASE);
        }

        private String next(Iterator<String> words) {
            if (!words.hasNext()) {
                throw new WrongUse("--case needs the name of a case after it; there are %s"
                        .formatted(String.join(", ", bench.cases())));
            }
            return words.next();
        }

        private String known(String name) {
            if (!bench.cases().contains(name)) {
                throw new WrongUse("No case of %s is named \"%s\"; there are %s"
                        .formatted(bench.label(), name, String.join(", ", bench.cases())));
            }
            return name;
        }
    }
}

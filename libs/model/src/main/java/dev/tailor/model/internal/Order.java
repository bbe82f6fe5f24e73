package dev.tailor.model.internal;

import dev.tailor.model.Example;
import dev.tailor.model.TrainingSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Which rows each step sees: every epoch deals all rows anew by the seed, so that a step's rows follow from its number. */
final class Order {

    private final List<Example> examples;
    private final TrainingSettings settings;
    private int dealtEpoch = -1;
    private List<Integer> dealt = List.of();

    Order(List<Example> examples, TrainingSettings settings) {
        this.examples = examples;
        this.settings = settings;
    }

    int stepsPerEpoch() {
        return Math.ceilDiv(examples.size(), settings.batchSize());
    }

    int totalSteps() {
        return Math.multiplyExact(stepsPerEpoch(), settings.epochs());
    }

    /** The rows of a step (counted from 1), by their places in the training set. */
    List<Integer> rows(int step) {
        deal((step - 1) / stepsPerEpoch());
        int from = (step - 1) % stepsPerEpoch() * settings.batchSize();
        return dealt.subList(from, Math.min(dealt.size(), from + settings.batchSize()));
    }

    /** The lines of a step's rows in their file; places in the training set where they came from none. */
    List<Long> lines(int step) {
        return rows(step).stream()
                .map(row -> examples.get(row).line() > 0 ? examples.get(row).line() : row + 1L)
                .sorted()
                .distinct()
                .toList();
    }

    /** The passes of a step: rows of like length side by side. */
    List<List<Example>> passes(int step) {
        var rows = rows(step).stream()
                .map(examples::get)
                .sorted(Comparator.comparingInt(example -> example.ids().length))
                .toList();
        List<List<Example>> passes = new ArrayList<>();
        for (int at = 0; at < rows.size(); at += settings.microBatchSize()) {
            passes.add(rows.subList(at, Math.min(rows.size(), at + settings.microBatchSize())));
        }
        return passes;
    }

    private void deal(int epoch) {
        if (epoch != dealtEpoch) {
            var fresh =
                    new ArrayList<>(IntStream.range(0, examples.size()).boxed().toList());
            Collections.shuffle(fresh, new Random(settings.seed() * 1_000_003 + epoch));
            dealt = fresh;
            dealtEpoch = epoch;
        }
    }
}

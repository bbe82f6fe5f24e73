package dev.tailor.model.internal;

import ai.djl.ndarray.NDArray;
import dev.tailor.model.internal.kernel.Bfloat16;
import dev.tailor.model.internal.kernel.Float32;
import java.lang.foreign.MemorySegment;
import java.util.stream.IntStream;

/**
 * The loss on processors, by vector instructions: each row of logits is read from memory once, and its gradient takes
 * its place while the row is in the cache. The native engine would walk over all logits eight times.
 */
final class VectorTokenLoss implements TokenLoss {

    private final LogitRow row;
    private final int vocabulary;

    VectorTokenLoss(ElementType type, int vocabulary) {
        this.row = new LogitRow(type == ElementType.BF16 ? new Bfloat16() : new Float32(), vocabulary);
        this.vocabulary = vocabulary;
    }

    @Override
    public void score(NDArray logits, Labels labels, OutputLoss.Losses losses) {
        rows(logits, labels, losses, new Gradient(0, 0));
    }

    @Override
    public void gradient(NDArray logits, Labels labels, OutputLoss.Backward backward, OutputLoss.Losses losses) {
        rows(logits, labels, losses, new Gradient(backward.weight(), backward.smoothing()));
    }

    /**
     * @param weight of a row's loss in the whole; 0: no gradient is asked for
     * @param smoothing of the labels
     */
    record Gradient(double weight, double smoothing) {}

    private void rows(NDArray logits, Labels labels, OutputLoss.Losses losses, Gradient gradient) {
        var memory = NativeMemory.of(
                logits,
                (long) (labels.to() - labels.from())
                        * vocabulary
                        * row.numbers().bytes());
        IntStream.range(labels.from(), labels.to()).parallel().forEach(at -> {
            long offset =
                    (long) (at - labels.from()) * vocabulary * row.numbers().bytes();
            var part = memory.asSlice(offset, (long) vocabulary * row.numbers().bytes());
            one(part, at, Math.toIntExact(labels.all()[at]), new Target(losses, gradient));
        });
    }

    private record Target(OutputLoss.Losses losses, Gradient gradient) {}

    private void one(MemorySegment part, int at, int label, Target target) {
        float right = row.numbers().get(part, label);
        float greatest = row.greatest(part);
        target.losses().right()[at] = right == greatest && row.first(part, greatest) == label;
        double smoothing = target.gradient().smoothing();
        double mean = smoothing > 0 ? row.sum(part) / vocabulary : 0;
        double sum = row.exponentials(part, greatest);
        double log = greatest + Math.log(sum);
        target.losses().loss()[at] = (float) (log - (1 - smoothing) * right - smoothing * mean);
        double weight = target.gradient().weight();
        if (weight != 0) {
            double probability = Math.exp(right - log);
            row.softmax(part, greatest, new LogitRow.Scale((float) (weight / sum), (float)
                    (-weight * smoothing / vocabulary)));
            row.numbers().set(part, label, (float) (weight * (probability - smoothing / vocabulary - (1 - smoothing))));
        }
    }
}

package dev.tailor.model.internal;

import dev.tailor.model.InvalidModel;
import dev.tailor.model.internal.PickleValue.Mark;
import dev.tailor.model.internal.PickleValue.Sequence;
import java.util.ArrayList;
import java.util.List;

/** The values that a pickle has written and not yet used. */
final class PickleStack {

    private final String source;
    private final List<PickleValue> values = new ArrayList<>();

    PickleStack(String source) {
        this.source = source;
    }

    void push(PickleValue value) {
        values.add(value);
    }

    PickleValue top() {
        if (values.isEmpty()) {
            throw empty();
        }
        return values.getLast();
    }

    PickleValue pop() {
        if (values.isEmpty()) {
            throw empty();
        }
        return values.removeLast();
    }

    /** The last values, in the order in which they were written. */
    List<PickleValue> pop(int count) {
        if (values.size() < count) {
            throw empty();
        }
        var last = values.subList(values.size() - count, values.size());
        List<PickleValue> popped = new ArrayList<>(last);
        last.clear();
        return popped;
    }

    /** The values behind the last mark; the mark goes with them. */
    List<PickleValue> popToMark() {
        for (int at = values.size() - 1; at >= 0; at--) {
            if (values.get(at) instanceof Mark) {
                var popped = pop(values.size() - at - 1);
                values.removeLast();
                return popped;
            }
        }
        throw empty();
    }

    /** The last value, which must be a tuple. */
    List<PickleValue> sequence() {
        if (!(pop() instanceof Sequence sequence)) {
            throw new InvalidModel("%s is not a pickle of tensors: a tuple is missing".formatted(source));
        }
        return sequence.items();
    }

    private InvalidModel empty() {
        return new InvalidModel("%s is not a pickle of tensors: it uses values that it never wrote".formatted(source));
    }
}

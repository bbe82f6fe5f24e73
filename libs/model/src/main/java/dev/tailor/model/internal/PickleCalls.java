package dev.tailor.model.internal;

import dev.tailor.model.InvalidModel;
import dev.tailor.model.internal.PickleValue.Dictionary;
import dev.tailor.model.internal.PickleValue.Global;
import dev.tailor.model.internal.PickleValue.Sequence;
import dev.tailor.model.internal.PickleValue.Storage;
import dev.tailor.model.internal.PickleValue.Text;
import dev.tailor.model.internal.PickleValue.View;
import dev.tailor.model.internal.PickleValue.Whole;
import java.util.ArrayList;
import java.util.List;

/** The three functions that describe tensors, as descriptions: nothing is called. */
final class PickleCalls {

    private PickleCalls() {}

    static PickleValue call(String source, PickleGlobal function, List<PickleValue> arguments) {
        return switch (function) {
            case ORDERED_DICT -> {
                if (!arguments.isEmpty()) {
                    throw wrong(source, "an OrderedDict with arguments");
                }
                yield Dictionary.empty();
            }
            case REBUILD_TENSOR -> view(source, arguments);
            case REBUILD_PARAMETER -> {
                if (arguments.isEmpty() || !(arguments.getFirst() instanceof View view)) {
                    throw wrong(source, "a parameter without a tensor");
                }
                yield view;
            }
            case FLOAT, HALF, BFLOAT16, DOUBLE, LONG, INT, SHORT, CHAR, BYTE, BOOL ->
                throw wrong(source, "a storage that is called");
        };
    }

    /** A persistent id: ("storage", class, key, device, number of elements). */
    static Storage storage(String source, List<PickleValue> id) {
        if (id.size() == 5
                && id.get(0) instanceof Text kind
                && kind.value().equals("storage")
                && id.get(1) instanceof Global type
                && id.get(2) instanceof Text key
                && id.get(4) instanceof Whole elements) {
            return new Storage(
                    type.known().storage().orElseThrow(() -> wrong(source, "a storage of no number type")),
                    key.value(),
                    elements.value());
        }
        throw wrong(source, "a storage that is not described as torch.save does");
    }

    private static View view(String source, List<PickleValue> arguments) {
        if (arguments.size() >= 4
                && arguments.get(0) instanceof Storage storage
                && arguments.get(1) instanceof Whole offset
                && arguments.get(2) instanceof Sequence shape
                && arguments.get(3) instanceof Sequence strides) {
            return new View(storage, offset.value(), numbers(source, shape), numbers(source, strides));
        }
        throw wrong(source, "a tensor that is not described as torch.save does");
    }

    private static List<Long> numbers(String source, Sequence sequence) {
        List<Long> numbers = new ArrayList<>();
        for (var item : sequence.items()) {
            if (!(item instanceof Whole whole)) {
                throw wrong(source, "a shape that is no numbers");
            }
            numbers.add(whole.value());
        }
        return numbers;
    }

    private static InvalidModel wrong(String source, String what) {
        return new InvalidModel("%s is not a pickle of tensors: it has %s".formatted(source, what));
    }
}

package dev.tailor.model.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a pickle of tensors is made of. None of these can run anything. */
sealed interface PickleValue {

    /** Where a tuple begins on the stack. */
    record Mark() implements PickleValue {}

    /** None, a floating-point number, or anything else that no tensor is described by. */
    record Nothing() implements PickleValue {}

    record Text(String value) implements PickleValue {}

    record Whole(long value) implements PickleValue {}

    /** The name of a Python function or class; only the known ones come into being. */
    record Global(PickleGlobal known) implements PickleValue {}

    /** A tuple or a list. */
    record Sequence(List<PickleValue> items) implements PickleValue {
        static Sequence empty() {
            return new Sequence(new ArrayList<>());
        }
    }

    record Dictionary(Map<String, PickleValue> items) implements PickleValue {
        static Dictionary empty() {
            return new Dictionary(new LinkedHashMap<>());
        }
    }

    /** A run of numbers in an entry of its own. */
    record Storage(ElementType type, String key, long elements) implements PickleValue {}

    /** A view of a storage, in elements. */
    record View(Storage storage, long offset, List<Long> shape, List<Long> strides) implements PickleValue {}
}

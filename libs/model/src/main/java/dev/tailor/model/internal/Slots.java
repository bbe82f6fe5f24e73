package dev.tailor.model.internal;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts tensors by name into the lists that the script takes; what is not there is empty. */
final class Slots {

    static final int PER_LINEAR = 3;

    private final Room room;
    private final Layout layout;
    private final NDArray nothing;

    Slots(Room room, Layout layout, ElementType type) {
        this.room = room;
        this.layout = layout;
        this.nothing = room.nothing(type);
    }

    /**
     * Weights, or their gradients.
     *
     * @param adapter what stands beside them by its names in PEFT; its tables take the place of the model's
     */
    List<NDArray> weights(Map<String, NDArray> named, Map<String, NDArray> adapter) {
        List<NDArray> slots = new ArrayList<>();
        for (var slot : layout.slots()) {
            slots.add(part(named.get(slot.weight()), slot.part(), slot.parts()));
        }
        for (var table : layout.tables()) {
            var own = adapter.get(Adapter.nameOf(table));
            if (own != null) {
                slots.set(table.slot(), own);
            }
        }
        return List.copyOf(slots);
    }

    /** Low-rank additions by their names in PEFT, or their gradients. */
    List<NDArray> additions(Map<String, NDArray> named) {
        int layers = (layout.slots().size() - Layout.MODEL) / Layout.PER_LAYER;
        var slots = new NDArray[layers * Layout.LINEARS * PER_LINEAR];
        java.util.Arrays.fill(slots, nothing);
        for (var linear : layout.linears()) {
            for (int part = 0; part < linear.parts(); part++) {
                int at = (linear.first() + part) * PER_LINEAR;
                slots[at] = part(named.get(Adapter.nameOfA(linear.module())), 0, 1);
                slots[at + 1] = part(named.get(Adapter.nameOfB(linear.module())), part, linear.parts());
                slots[at + 2] = part(named.get(Adapter.nameOfMagnitude(linear.module())), part, linear.parts());
            }
        }
        return List.of(slots);
    }

    private NDArray part(@Nullable NDArray tensor, int part, int parts) {
        return tensor == null ? nothing : room.part(tensor, part, parts);
    }
}

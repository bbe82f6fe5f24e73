package dev.tailor.model.internal;

import dev.tailor.model.ModelConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which tensors of a Hugging Face directory a decoder is made of, and where the script takes them.
 *
 * @param weights in the order in which they are written
 * @param slots what the script's list of weights holds: 5 of the model and {@link #PER_LAYER} of each layer
 * @param linears those that can have low-rank additions
 * @param tables those that can be trained whole beside them
 */
public record Layout(List<Weight> weights, List<Slot> slots, List<Linear> linears, List<Table> tables) {

    static final int MODEL = 5;
    static final int PER_LAYER = 20;
    /** Linear layers of a layer: q, k, v, o, gate, up, down. */
    static final int LINEARS = 7;

    /** Places of q, k, v, o, gate, up and down among those of a layer. */
    private static final Set<Integer> MATRICES = Set.of(2, 4, 6, 8, 14, 16, 18);

    static final int EMBEDDING = 0;
    static final int NORM = 1;
    static final int POSITIONS = 3;
    static final int HEAD = 4;

    public Layout {
        weights = List.copyOf(weights);
        slots = List.copyOf(slots);
        linears = List.copyOf(linears);
        tables = List.copyOf(tables);
    }

    /**
     * A tensor.
     *
     * @param shape as stored
     * @param turned whether a matrix is stored as [in, out]
     */
    record Weight(String name, List<Long> shape, boolean turned) {

        long elements() {
            return shape.stream().reduce(1L, Math::multiplyExact);
        }
    }

    /**
     * The rows of a tensor that fill a place of the script's list.
     *
     * @param weight its name; empty: nothing stands there
     * @param part which of the equal parts
     */
    record Slot(String weight, int part, int parts) {

        static final Slot EMPTY = new Slot("", 0, 1);

        static Slot whole(String weight) {
            return new Slot(weight, 0, 1);
        }
    }

    /**
     * A linear layer.
     *
     * @param module its name without ".weight"
     * @param first its first place among all layers' {@link #LINEARS}
     * @param parts how many places it fills, with equal parts of its rows
     * @param out number of its rows
     */
    record Linear(String module, int first, int parts, long out, long in) {

        String name() {
            return module.substring(module.lastIndexOf('.') + 1);
        }
    }

    /**
     * A matrix with a row for each token or position: an embedding, or the output matrix.
     *
     * @param module its name without ".weight", also where it shares the weight of another
     * @param slot its place in the script's list of weights
     */
    record Table(String module, int slot, long rows, long columns) {

        String name() {
            return module.substring(module.lastIndexOf('.') + 1);
        }

        String weight() {
            return module + ".weight";
        }

        List<Long> shape() {
            return List.of(rows, columns);
        }
    }

    public static Layout of(ModelConfig config) {
        return config.architecture().equals("gpt2") ? new Gpt2Names(config).layout() : new LlamaNames(config).layout();
    }

    /** Names of the weights that are multiplied with in every pass, in whole: those of linear layers and the output matrix. */
    Set<String> multiplied() {
        return IntStream.range(0, slots.size())
                .filter(slot -> slot == HEAD || (slot >= MODEL && MATRICES.contains((slot - MODEL) % PER_LAYER)))
                .mapToObj(slot -> slots.get(slot).weight())
                .collect(Collectors.toSet());
    }

    public long parameters() {
        return weights.stream().mapToLong(Weight::elements).sum();
    }

    public List<String> linearNames() {
        return linears.stream().map(Linear::name).distinct().toList();
    }

    public List<String> tableNames() {
        return tables.stream().map(Table::name).toList();
    }

    /** The table that a name or the end of a path means. */
    Optional<Table> table(String name) {
        return tables.stream()
                .filter(table -> table.module().equals(name) || table.module().endsWith("." + name))
                .findFirst();
    }

    /** The same where embedding and output matrix are two tensors. */
    Layout untied() {
        var head = tables.stream()
                .filter(table -> table.slot() == HEAD)
                .filter(table -> !slots.get(HEAD).weight().equals(table.weight()));
        return head.findFirst().map(this::with).orElse(this);
    }

    private Layout with(Table table) {
        var more = new ArrayList<>(weights);
        more.add(new Weight(table.weight(), table.shape(), false));
        var placed = new ArrayList<>(slots);
        placed.set(table.slot(), Slot.whole(table.weight()));
        return new Layout(more, placed, linears, tables);
    }

    /** Collects the parts of a layout. */
    static final class Plan {

        private final List<Weight> weights = new ArrayList<>();
        private final List<Linear> linears = new ArrayList<>();
        private final List<Table> tables = new ArrayList<>();
        private final Slot[] slots;

        Plan(int layers) {
            slots = new Slot[MODEL + PER_LAYER * layers];
            Arrays.fill(slots, Slot.EMPTY);
        }

        void add(String name, int slot, long... shape) {
            weights.add(new Weight(name, Arrays.stream(shape).boxed().toList(), false));
            slots[slot] = Slot.whole(name);
        }

        void table(Table table) {
            tables.add(table);
            add(table.weight(), table.slot(), table.rows(), table.columns());
        }

        /** A table that has its weight from another one. */
        void share(Table table, Table owner) {
            tables.add(table);
            slots[table.slot()] = Slot.whole(owner.weight());
        }

        /** A linear layer with or without bias, stored as [out, in]. */
        void linear(String module, Place place, Sides sides, boolean bias) {
            int slot = place.slot(0);
            add(module + ".weight", slot, sides.out(), sides.in());
            if (bias) {
                add(module + ".bias", slot + 1, sides.out());
            }
            linears.add(new Linear(module, place.index(), 1, sides.out(), sides.in()));
        }

        /** Linear layers with biases in one tensor, stored as [in, out]. */
        void fused(String module, Place place, int parts, Sides sides) {
            weights.add(new Weight(module + ".weight", List.of(sides.in(), sides.out()), true));
            weights.add(new Weight(module + ".bias", List.of(sides.out()), false));
            for (int part = 0; part < parts; part++) {
                int slot = place.slot(part);
                slots[slot] = new Slot(module + ".weight", part, parts);
                slots[slot + 1] = new Slot(module + ".bias", part, parts);
            }
            linears.add(new Linear(module, place.index(), parts, sides.out(), sides.in()));
        }

        Layout layout() {
            return new Layout(weights, List.of(slots), linears, tables);
        }
    }

    /**
     * Where a linear layer stands.
     *
     * @param number among the layer's {@link #LINEARS}
     */
    record Place(int layer, int number) {

        int index() {
            return layer * LINEARS + number;
        }

        /** q, k, v, o stand at 2, 4, 6, 8, and gate, up, down behind two kinds of norms at 14, 16, 18. */
        int slot(int part) {
            int place = number + part;
            return MODEL + PER_LAYER * layer + (place < 4 ? 2 + 2 * place : 6 + 2 * place);
        }
    }

    /** Rows and columns of a linear layer. */
    record Sides(long out, long in) {}
}

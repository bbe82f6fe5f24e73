package dev.tailor.model.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.tailor.model.InvalidModel;
import dev.tailor.model.InvalidSettings;
import dev.tailor.model.LoraSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/**
 * Low-rank additions to linear layers (Hu et al., 2021), with magnitudes under DoRA (Liu et al., 2024), and tables that
 * stand for those of the base.
 *
 * @param named under PEFT's names: A [rank, in], B [out, rank], magnitude [out], table [rows, columns]
 * @param scale of the addition
 */
record Adapter(Map<String, NDArray> named, double scale) {

    static final String PREFIX = "base_model.model.";

    /** No additions. */
    static final Adapter NONE = new Adapter(Map.of(), 0);

    /** The same in a number format. */
    Adapter in(Room room, ElementType type) {
        return new Adapter(room.in(type, named), scale);
    }

    /**
     * A drawn uniformly within 1/sqrt(in), as PEFT does; B zero and magnitudes those of the weights, so that training
     * starts from the base model.
     */
    static Adapter fresh(Room room, Layout layout, LoraSettings settings, Start start) {
        checkTargets(layout, settings);
        var tables = tables(layout, settings);
        var random = new Random(start.seed());
        Map<String, NDArray> named = new LinkedHashMap<>();
        for (var linear : layout.linears()) {
            if (!settings.targets().isEmpty() && !settings.targets().contains(linear.name())) {
                continue;
            }
            var a = new float[Math.toIntExact(settings.rank() * linear.in())];
            double bound = 1 / Math.sqrt(linear.in());
            for (int i = 0; i < a.length; i++) {
                a[i] = (float) ((2 * random.nextDouble() - 1) * bound);
            }
            var module = linear.module();
            named.put(nameOfA(module), room.manager().create(a, new Shape(settings.rank(), linear.in())));
            named.put(nameOfB(module), room.manager().zeros(new Shape(linear.out(), settings.rank())));
            var weight = start.magnitudesOf().get(module + ".weight");
            if (weight != null) {
                named.put(nameOfMagnitude(module), room.script().tensor(room.manager(), "lengths", weight));
            }
        }
        for (var table : tables) {
            named.put(nameOf(table), room.copy(start.table(layout, table)));
        }
        return new Adapter(named, settings.scale());
    }

    /**
     * Where training begins.
     *
     * @param magnitudesOf the weights whose rows' lengths are trained too; empty: none
     * @param weights of the base by name
     */
    record Start(long seed, Map<String, NDArray> magnitudesOf, Map<String, NDArray> weights) {

        NDArray table(Layout layout, Layout.Table table) {
            var name = layout.slots().get(table.slot()).weight();
            return Objects.requireNonNull(weights.get(name), name);
        }
    }

    /** The tables that are to be trained whole, each once. */
    private static List<Layout.Table> tables(Layout layout, LoraSettings settings) {
        return settings.modulesToSave().stream()
                .map(name -> layout.table(name).orElseThrow(() -> unknown(layout, name)))
                .distinct()
                .toList();
    }

    private static InvalidSettings unknown(Layout layout, String name) {
        return new InvalidSettings(
                "lora.modules_to_save",
                "The model has no embedding or output matrix \"%s\"; it has %s".formatted(name, layout.tableNames()));
    }

    /** Whether there is a table of its own. */
    boolean has(Layout.Table table) {
        return named.containsKey(nameOf(table));
    }

    /** Throws where other tables are to be trained than there are. */
    void checkTables(Layout layout, LoraSettings wanted) {
        var here = layout.tables().stream().filter(this::has).toList();
        if (!Set.copyOf(here).equals(Set.copyOf(tables(layout, wanted)))) {
            throw new InvalidSettings(
                    "lora.modules_to_save",
                    "The adapter to go on with has trained %s whole; take the same"
                            .formatted(
                                    here.isEmpty()
                                            ? "nothing"
                                            : here.stream()
                                                    .map(Layout.Table::name)
                                                    .toList()));
        }
    }

    static Adapter read(Room room, Layout layout, Path directory, ElementType type) {
        var settings = AdapterFiles.read(directory).settings();
        var stored = Safetensors.file(directory.resolve(ModelFiles.ADAPTER));
        for (var tensor : stored.values()) {
            check(layout, settings, tensor);
        }
        var named = new WeightLoader(room.manager(), room.script()).read(List.copyOf(stored.values()), type);
        for (var name : named.keySet()) {
            var a = name.endsWith(SUFFIX_A) ? nameOfB(moduleOfA(name)) : name;
            if (!named.containsKey(a)) {
                throw new InvalidModel("%s: tensor %s has no B beside it".formatted(directory, name));
            }
        }
        for (var module : settings.modulesToSave()) {
            if (layout.table(module)
                    .map(Adapter::nameOf)
                    .filter(named::containsKey)
                    .isEmpty()) {
                throw new InvalidModel(
                        "%s: modules_to_save names %s, whose weight is missing or not supported; supported: %s"
                                .formatted(directory, module, layout.tableNames()));
            }
        }
        return new Adapter(named, settings.scale());
    }

    private static void check(Layout layout, LoraSettings settings, StoredTensor tensor) {
        long rank = settings.rank();
        boolean fits = layout.tables().stream().anyMatch(table -> is(tensor, nameOf(table), table.shape()))
                || layout.linears().stream()
                        .anyMatch(linear -> is(tensor, nameOfA(linear.module()), List.of(rank, linear.in()))
                                || is(tensor, nameOfB(linear.module()), List.of(linear.out(), rank))
                                || is(tensor, nameOfMagnitude(linear.module()), List.of(linear.out())));
        if (!fits) {
            throw new InvalidModel("%s: tensor %s of shape %s does not fit the base model with rank %d"
                    .formatted(tensor.file(), tensor.name(), tensor.shape(), rank));
        }
    }

    private static boolean is(StoredTensor tensor, String name, List<Long> shape) {
        return tensor.name().equals(name) && tensor.shape().equals(shape);
    }

    private static void checkTargets(Layout layout, LoraSettings settings) {
        var names = layout.linearNames();
        for (var target : settings.targets()) {
            if (!names.contains(target)) {
                throw new InvalidSettings(
                        "lora.targets", "The model has no linear layer \"%s\"; it has %s".formatted(target, names));
            }
        }
    }

    static final String SUFFIX_A = ".lora_A.weight";

    static String moduleOfA(String name) {
        return name.substring(PREFIX.length(), name.length() - SUFFIX_A.length());
    }

    static String nameOf(Layout.Table table) {
        return PREFIX + table.weight();
    }

    static String nameOfA(String module) {
        return PREFIX + module + SUFFIX_A;
    }

    static String nameOfB(String module) {
        return PREFIX + module + ".lora_B.weight";
    }

    static String nameOfMagnitude(String module) {
        return PREFIX + module + ".lora_magnitude_vector";
    }
}

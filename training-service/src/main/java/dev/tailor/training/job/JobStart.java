package dev.tailor.training.job;

import dev.tailor.training.model.ModelSizes;
import dev.tailor.training.model.StartModel;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a job starts from.
 *
 * @param adapter by which settings the earlier model was trained, if it is an adapter
 */
record JobStart(StartModel model, @Nullable ResolvedSettings adapter) {

    ModelSizes sizes() {
        return model.sizes();
    }

    /** The settings of the adapter with which training by this method goes on; none where all weights learn. */
    Optional<ResolvedSettings> goesOnWith(TrainingMethod method) {
        return Optional.ofNullable(adapter).filter(earlier -> method.isAdapter());
    }

    /** The method that a user gets who asks for none. */
    TrainingMethod recommendedMethod() {
        return adapter == null ? TrainingMethod.LORA : adapter.method();
    }

    /** Refuses what this model cannot do. */
    void check(TrainingJobSpec spec) {
        spec.checkAgainst(model.sizes());
        if (adapter != null && spec.options().method() != TrainingMethod.FULL) {
            checkSame(spec.options(), adapter);
        }
    }

    private void checkSame(TailorOptions asked, ResolvedSettings earlier) {
        var lora = asked.lora();
        var before = earlier.options().lora();
        checkSame("method", asked.method(), earlier.method());
        checkSame("lora.rank", lora.rank(), before.rank());
        checkSame("lora.alpha", lora.alpha(), before.alpha());
        checkSame("lora.rslora", lora.rslora(), before.rslora());
        checkSame("lora.targets", names(lora.targets()), names(before.targets()));
        checkSame("lora.modules_to_save", names(lora.modulesToSave()), names(before.modulesToSave()));
    }

    private void checkSame(String setting, @Nullable Object asked, @Nullable Object before) {
        Check.holds(
                asked == null || asked.equals(before),
                "x_tailor." + setting,
                ("The model %s is an adapter that was trained with %s %s, and training goes on with it as it is, not with %s;"
                                + " leave x_tailor.%s out, or take the method full, which trains all weights with the"
                                + " adapter merged into them")
                        .formatted(model.id(), setting, word(before), word(asked), setting));
    }

    /** Null for none, in no order. */
    private static @Nullable List<String> names(List<String> names) {
        return names.isEmpty() ? null : names.stream().sorted().toList();
    }

    private static String word(@Nullable Object value) {
        if (value == null) {
            return "none";
        }
        return value instanceof Enum<?> choice ? choice.name().toLowerCase(Locale.ROOT) : String.valueOf(value);
    }
}

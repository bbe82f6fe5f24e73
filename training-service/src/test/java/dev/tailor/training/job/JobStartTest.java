package dev.tailor.training.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tailor.training.model.ModelFamily;
import dev.tailor.training.model.ModelSizes;
import dev.tailor.training.model.StartModel;
import dev.tailor.training.problem.InvalidJobSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A job that goes on with an earlier adapter. */
class JobStartTest {

    private static final String EARLIER = "ft:tiny:tailor::0a1b2c3d";
    private static final ModelSizes SIZES = new ModelSizes(ModelFamily.LLAMA, 2, 128, 384, 8, 8, 16, 2048, 512, true);
    private static final PreparedDataset DATASET = new PreparedDataset("ds-1", 32, 4, 4);
    private static final LoraOptions LORA =
            new LoraOptions(4, 12.0, 0.25, List.of("q_proj", "v_proj"), true, List.of("lm_head"));

    private final StartModel model = new StartModel(EARLIER, SIZES, "tiny", null);
    private final JobStart start = new JobStart(model, settings(TrainingMethod.DORA));

    @Test
    void takesTheAdaptersMethodAndShape() {
        // When
        var options = resolve(TailorOptions.AUTO);
        // Then
        assertThat(options.method()).isEqualTo(TrainingMethod.DORA);
        assertThat(options.lora()).isEqualTo(LORA);
    }

    @Test
    void mayChooseAnotherDropout() {
        // Given
        var other = SomeOptions.of(Map.of("lora", new LoraOptions(null, null, 0.0, List.of(), null, List.of())));
        // Then
        assertThat(resolve(other).lora())
                .isEqualTo(new LoraOptions(4, 12.0, 0.0, LORA.targets(), true, LORA.modulesToSave()));
    }

    @Test
    void mayNameWhatTheAdapterHasAnyway() {
        // Given
        var same = new LoraOptions(4, 12.0, null, List.of("v_proj", "q_proj"), true, List.of("lm_head"));
        // Then
        assertThatCode(() -> start.check(spec(SomeOptions.of(Map.of("method", TrainingMethod.DORA, "lora", same)))))
                .doesNotThrowAnyException();
    }

    @Test
    void mayTrainAllWeightsWithTheAdapterInThem() {
        // Given
        var full = SomeOptions.of(Map.of("method", TrainingMethod.FULL));
        // When
        start.check(spec(full));
        // Then
        assertThat(start.goesOnWith(TrainingMethod.FULL)).isEmpty();
        assertThat(resolve(full).method()).isEqualTo(TrainingMethod.FULL);
    }

    @ParameterizedTest
    @CsvSource({
        "rank, 8, 'lora.rank 4', 'not with 8'",
        "alpha, 16, 'lora.alpha 12.0', 'not with 16.0'",
        "targets, q_proj, '[q_proj, v_proj]', 'not with [q_proj]'",
        "modules_to_save, embed_tokens, '[lm_head]', 'not with [embed_tokens]'",
        "rslora, false, 'lora.rslora true', 'not with false'"
    })
    void refusesAnotherShapeAndSaysWhichItHas(String setting, String value, String before, String asked) {
        assertThatThrownBy(() -> start.check(spec(SomeOptions.of(Map.of("lora", lora(setting, value))))))
                .hasMessageContainingAll(EARLIER, before, asked, "leave x_tailor.lora." + setting + " out", "full")
                .isInstanceOfSatisfying(
                        InvalidJobSpec.class,
                        invalid -> assertThat(invalid.field()).isEqualTo("x_tailor.lora." + setting));
    }

    @Test
    void refusesAnotherKindOfAdapter() {
        assertThatThrownBy(() -> start.check(spec(SomeOptions.of(Map.of("method", TrainingMethod.LORA)))))
                .hasMessageContaining("trained with method dora")
                .isInstanceOfSatisfying(
                        InvalidJobSpec.class,
                        invalid -> assertThat(invalid.field()).isEqualTo("x_tailor.method"));
    }

    private TailorOptions resolve(TailorOptions asked) {
        return new RecommendedSettings(spec(asked), start, DATASET, Optional::empty)
                .resolve()
                .options();
    }

    private static ResolvedSettings settings(TrainingMethod method) {
        var options = SomeOptions.of(Map.of("method", method, "lora", LORA, "learningRate", 1e-3));
        return new ResolvedSettings(new Hyperparameters(1, 8, null), options);
    }

    private static LoraOptions lora(String setting, String value) {
        return switch (setting) {
            case "rank" -> new LoraOptions(Integer.valueOf(value), null, null, List.of(), null, List.of());
            case "alpha" -> new LoraOptions(null, Double.valueOf(value), null, List.of(), null, List.of());
            case "targets" -> new LoraOptions(null, null, null, List.of(value), null, List.of());
            case "rslora" -> new LoraOptions(null, null, null, List.of(), Boolean.valueOf(value), List.of());
            default -> new LoraOptions(null, null, null, List.of(), null, List.of(value));
        };
    }

    private static TrainingJobSpec spec(TailorOptions options) {
        return new TrainingJobSpec(EARLIER, "file-1", null, null, 0, Map.of(), Hyperparameters.AUTO, options);
    }
}

package dev.tailor.training.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

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
import org.junit.jupiter.params.provider.EnumSource;

class RecommendedSettingsTest {

    private static final ModelSizes SIZES = new ModelSizes(ModelFamily.LLAMA, 2, 128, 384, 8, 8, 16, 2048, 512, true);
    private static final JobStart MODEL = new JobStart(new StartModel("tiny", SIZES, "tiny", null), null);
    private static final PreparedDataset DATASET = new PreparedDataset("ds-1", 32, 4, 4);
    private static final WorkerDevice ON_PROCESSORS = Optional::empty;
    private static final WorkerDevice ON_A_GPU = () -> Optional.of(WorkerDevice.Gpu.UNKNOWN);

    @Test
    void aNarrowModelTakesAHigherRateUpToTheCap() {
        assertThat(RecommendedSettings.learningRate(TrainingMethod.LORA, 128)).isCloseTo(4.26e-3, within(2e-5));
        assertThat(RecommendedSettings.learningRate(TrainingMethod.LORA, 64)).isEqualTo(5e-3);
        assertThat(RecommendedSettings.learningRate(TrainingMethod.LORA, 2000)).isCloseTo(5e-4, within(1e-12));
    }

    @Test
    void fullFineTuningTakesATenthOfTheRate() {
        assertThat(RecommendedSettings.learningRate(TrainingMethod.FULL, 2000)).isCloseTo(5e-5, within(1e-12));
    }

    @Test
    void aRowThatIsTooLongIsAnErrorUnlessTheUserChoseOtherwise() {
        // When
        var settings = new RecommendedSettings(spec(TailorOptions.AUTO), MODEL, DATASET, ON_PROCESSORS).resolve();
        // Then
        assertThat(settings.options().overLength()).isEqualTo(OverLength.ERROR);
        assertThat(settings.options().sequenceLength()).isEqualTo(512);
    }

    @Test
    void nothingIsLeftToChoose() {
        // When
        var options = new RecommendedSettings(spec(TailorOptions.AUTO), MODEL, DATASET, ON_PROCESSORS)
                .resolve()
                .options();
        // Then
        assertThat(options).hasNoNullFieldsOrPropertiesExcept("pricePerHour");
        assertThat(options.lora()).hasNoNullFieldsOrProperties();
        assertThat(options.techniques())
                .isEqualTo(new Techniques(
                        false, false, 0.0, 0.0, 30.0, new GuardOptions(5, 3), new SampleOptions(3, 32, 512)));
    }

    @Test
    void aGpuComputesInBfloat16AndProcessorsInFloat32() {
        assertThat(precision(TailorOptions.AUTO, ON_A_GPU)).isEqualTo(Precision.BF16);
        assertThat(precision(TailorOptions.AUTO, ON_PROCESSORS)).isEqualTo(Precision.FP32);
    }

    @ParameterizedTest
    @CsvSource({"9, BF16", "8, BF16", "7, FP16", "6, FP32"})
    void aCardTakesTheFormatThatItMultipliesFast(int generation, Precision taken) {
        assertThat(precision(TailorOptions.AUTO, () -> Optional.of(new WorkerDevice.Gpu(null, generation))))
                .isEqualTo(taken);
    }

    @ParameterizedTest
    @EnumSource
    void thePrecisionThatWasAskedForIsTakenOnAnyDevice(Precision asked) {
        // Given
        var options = SomeOptions.of(Map.of("precision", asked));
        // Then
        assertThat(precision(options, ON_A_GPU)).isEqualTo(asked);
        assertThat(precision(options, ON_PROCESSORS)).isEqualTo(asked);
    }

    private static Precision precision(TailorOptions asked, WorkerDevice device) {
        var settings = new RecommendedSettings(spec(asked), MODEL, DATASET, device).resolve();
        return ResolvedSettings.set(settings.options().precision());
    }

    @Test
    void doraTakesTheRateOfAnAdapter() {
        assertThat(RecommendedSettings.learningRate(TrainingMethod.DORA, 2000))
                .isEqualTo(RecommendedSettings.learningRate(TrainingMethod.LORA, 2000));
    }

    private static TrainingJobSpec spec(TailorOptions options) {
        return new TrainingJobSpec("tiny", "file-1", null, null, 0, Map.of(), Hyperparameters.AUTO, options);
    }

    @Test
    void onlyTablesThatTheModelHasAreTrainedWhole() {
        // Given
        var known = spec(withModules("lm_head", "model.embed_tokens"));
        var unknown = spec(withModules("lm_head", "wte"));
        // When, then
        known.checkAgainst(SIZES);
        assertThatThrownBy(() -> unknown.checkAgainst(SIZES))
                .isInstanceOfSatisfying(
                        InvalidJobSpec.class,
                        invalid -> assertThat(invalid.field()).isEqualTo("x_tailor.lora.modules_to_save"))
                .hasMessage("The model tiny has no embedding or output matrix [wte]; it has [embed_tokens, lm_head]");
    }

    private static TailorOptions withModules(String... modules) {
        return SomeOptions.of(Map.of("lora", new LoraOptions(null, null, null, List.of(), null, List.of(modules))));
    }

    @Test
    void aBadSettingIsNamedByItsPath() {
        assertThatThrownBy(() -> new LoraOptions(0, null, null, List.of(), null, List.of()))
                .isInstanceOfSatisfying(
                        InvalidJobSpec.class,
                        invalid -> assertThat(invalid.field()).isEqualTo("x_tailor.lora.rank"));
        assertThatThrownBy(() -> new Hyperparameters(51, null, null))
                .isInstanceOfSatisfying(
                        InvalidJobSpec.class,
                        invalid -> assertThat(invalid.field()).isEqualTo("method.supervised.hyperparameters.n_epochs"));
        assertThatThrownBy(() -> new Techniques(null, null, -1.0, null, null, GuardOptions.AUTO, SampleOptions.AUTO))
                .isInstanceOfSatisfying(
                        InvalidJobSpec.class,
                        invalid -> assertThat(invalid.field()).isEqualTo("x_tailor.neftune_alpha"));
        assertThatThrownBy(() -> new Techniques(null, null, null, null, -0.5, GuardOptions.AUTO, SampleOptions.AUTO))
                .isInstanceOfSatisfying(
                        InvalidJobSpec.class,
                        invalid -> assertThat(invalid.field()).isEqualTo("x_tailor.checkpoint_every_minutes"));
        assertThatThrownBy(() -> new Techniques(null, null, null, 1.0, null, GuardOptions.AUTO, SampleOptions.AUTO))
                .isInstanceOfSatisfying(
                        InvalidJobSpec.class,
                        invalid -> assertThat(invalid.field()).isEqualTo("x_tailor.ema_decay"));
        assertThatThrownBy(() -> new GuardOptions(21, null))
                .isInstanceOfSatisfying(
                        InvalidJobSpec.class,
                        invalid -> assertThat(invalid.field()).isEqualTo("x_tailor.guard.max_skipped_steps"));
        assertThatThrownBy(() -> new GuardOptions(null, 0))
                .isInstanceOfSatisfying(
                        InvalidJobSpec.class,
                        invalid -> assertThat(invalid.field()).isEqualTo("x_tailor.guard.go_back_after"));
        assertThatThrownBy(() -> new SplitShares(0.8, 0.1, 0.2, 0))
                .isInstanceOfSatisfying(
                        InvalidJobSpec.class,
                        invalid -> assertThat(invalid.field()).isEqualTo("x_tailor.split"));
    }

    @Test
    void samplesBeyondTheirLimitsAreRefusedByTheirName() {
        assertThatThrownBy(() -> new SampleOptions(33, null, null)).hasMessageContaining("x_tailor.samples.prompts");
        assertThatThrownBy(() -> new SampleOptions(null, 0, null)).hasMessageContaining("x_tailor.samples.max_tokens");
        assertThatThrownBy(() -> new SampleOptions(null, null, 0))
                .hasMessageContaining("x_tailor.samples.longest_prompt");
    }
}

package dev.tailor.training.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tailor.training.problem.InvalidJobSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecommendedSettingsTest {

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
    void aBadSettingIsNamedByItsPath() {
        assertThatThrownBy(() -> new LoraOptions(0, null, null, List.of(), null))
                .isInstanceOfSatisfying(
                        InvalidJobSpec.class,
                        invalid -> assertThat(invalid.field()).isEqualTo("x_tailor.lora.rank"));
        assertThatThrownBy(() -> new Hyperparameters(51, null, null))
                .isInstanceOfSatisfying(
                        InvalidJobSpec.class,
                        invalid -> assertThat(invalid.field()).isEqualTo("method.supervised.hyperparameters.n_epochs"));
        assertThatThrownBy(() -> new SplitShares(0.8, 0.1, 0.2, 0))
                .isInstanceOfSatisfying(
                        InvalidJobSpec.class,
                        invalid -> assertThat(invalid.field()).isEqualTo("x_tailor.split"));
    }
}

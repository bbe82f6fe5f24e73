package dev.tailor.training.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailor.training.service.TailorConfig;
import dev.tailor.training.service.TrainingLifecycle;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(RunTest.Folders.class)
class LeftFoldersTest {

    private final TailorConfig config;
    private final TrainingLifecycle lifecycle;

    LeftFoldersTest(TailorConfig config, TrainingLifecycle lifecycle) {
        this.config = config;
        this.lifecycle = lifecycle;
    }

    @Test
    void whatAProcessLeftThatEndedInTheMiddleOfAPlanOrAnExportIsRemoved() throws IOException {
        // Given
        var training = config.home().resolve("training");
        var plan = Files.createDirectories(training.resolve("work/plan-1/checkpoints/.plan-2"));
        Files.writeString(plan.resolve("model.safetensors"), "weights");
        Files.createDirectories(training.resolve("scratch/scratch-3/merged"));
        // When
        lifecycle.start();
        // Then
        assertThat(training.resolve("work")).isEmptyDirectory();
        assertThat(training.resolve("scratch")).isEmptyDirectory();
    }
}

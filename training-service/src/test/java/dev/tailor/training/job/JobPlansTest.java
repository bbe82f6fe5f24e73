package dev.tailor.training.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tailor.storage.BlobStores;
import dev.tailor.training.hub.HubModels;
import dev.tailor.training.hub.TestHubConfig;
import dev.tailor.training.hub.file.HubCacheFolder;
import dev.tailor.training.hub.http.HttpHub;
import dev.tailor.training.model.BaseModels;
import dev.tailor.training.model.MergeFigures;
import dev.tailor.training.model.ModelBlobs;
import dev.tailor.training.model.ModelWeights;
import dev.tailor.training.model.RememberedModels;
import dev.tailor.training.model.StartModels;
import dev.tailor.training.problem.InvalidJobSpec;
import dev.tailor.training.problem.ModelNotFetched;
import dev.tailor.training.problem.PlanUnavailable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobPlansTest {

    private static final double PRICE = 7.2;

    @TempDir
    private Path folder;

    @Test
    void aPlanIsPricedReadsTheRowsAndLeavesNoFiles() throws IOException {
        // Given
        List<Trainer.Run> runs = new ArrayList<>();
        var plans = plans(new ScriptedDatasets(), run -> {
            runs.add(run);
            assertThat(run.trainRows()).isNotEmptyFile();
            return ScriptedTrainer.plan(true);
        });
        // When
        var plan = plans.plan(spec(PRICE));
        // Then
        assertThat(plan.price()).isEqualTo(plan.seconds() * PRICE / 3600);
        assertThat(runs.getFirst().settings().epochs()).isEqualTo(10);
        assertThat(folder.resolve("work")).isEmptyDirectory();
    }

    @Test
    void withoutAPricePerHourThereIsNoPrice() throws IOException {
        // When
        var plan =
                plans(new ScriptedDatasets(), run -> ScriptedTrainer.plan(true)).plan(spec(null));
        // Then
        assertThat(plan.price()).isNull();
    }

    @Test
    void whatTheWorkerRefusesIsNamedWithItsField() throws IOException {
        // Given
        var failure = new JobFailure("row_too_long", "The row on line 3 has 900 tokens", "x_tailor.sequence_length");
        var plans = plans(new ScriptedDatasets(), run -> {
            throw new Trainer.RunRefused(failure);
        });
        // Then
        assertThatThrownBy(() -> plans.plan(spec(null)))
                .hasMessageContaining("line 3")
                .isInstanceOfSatisfying(InvalidJobSpec.class, invalid -> {
                    assertThat(invalid.field()).isEqualTo("x_tailor.sequence_length");
                    assertThat(invalid.code()).isEqualTo("row_too_long");
                });
    }

    @Test
    void aFileThatIsNoUseIsRefusedWithTheCodeThatItsJobWouldHave() {
        // Given
        var failure = new JobFailure("invalid_training_file", "The file file-1 is unusable", "training_file");
        var unusable = new ScriptedDatasets() {
            @Override
            public Resolution resolve(String training, @Nullable String validation, @Nullable SplitShares split) {
                return new Resolution.Refused(failure);
            }
        };
        // Then
        assertThatThrownBy(
                        () -> plans(unusable, run -> ScriptedTrainer.plan(true)).plan(spec(null)))
                .isInstanceOfSatisfying(
                        InvalidJobSpec.class,
                        invalid -> assertThat(invalid.code()).isEqualTo("invalid_training_file"));
    }

    @Test
    void filesThatAreNotReadInTimeAreToBeAskedForAgain() throws IOException {
        // Given
        var slow = new ScriptedDatasets() {
            @Override
            public Resolution resolve(String training, @Nullable String validation, @Nullable SplitShares split) {
                return new Resolution.NotYet("file-1 is being prepared");
            }
        };
        // Then
        assertThatThrownBy(() -> plans(slow, run -> ScriptedTrainer.plan(true)).plan(spec(null)))
                .isInstanceOf(PlanUnavailable.class)
                .hasMessageContaining("file-1 is being prepared");
    }

    @Test
    void aSecondPlanWaitsForTheFirstAndThenGivesUp() throws Exception {
        // Given
        var begun = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        var plans = plans(new ScriptedDatasets(), run -> {
            begun.countDown();
            await(end);
            return ScriptedTrainer.plan(true);
        });
        var first = Thread.ofVirtual().start(() -> plans.plan(spec(null)));
        begun.await();
        // Then
        assertThatThrownBy(() -> plans.plan(spec(null)))
                .isInstanceOf(PlanUnavailable.class)
                .hasMessageContaining("Another plan");
        end.countDown();
        first.join();
    }

    @Test
    void aModelOfTheHubThatIsNotHereIsToBeFetchedFirst() throws IOException {
        // Given
        var plans = plans(new ScriptedDatasets(), run -> ScriptedTrainer.plan(true));
        // Then
        assertThatThrownBy(() -> plans.plan(spec("owner/name", null)))
                .isInstanceOf(ModelNotFetched.class)
                .hasMessageContainingAll("owner/name", "hf download", "submit the job", "/v1/catalogue");
    }

    private JobPlans plans(Datasets datasets, Planner planner) throws IOException {
        var model = Files.createDirectories(folder.resolve("models").resolve("tiny"));
        Files.writeString(model.resolve("config.json"), """
                {"model_type":"llama","hidden_size":128,"intermediate_size":384,"num_attention_heads":8,
                 "num_key_value_heads":4,"num_hidden_layers":2,"vocab_size":2048,"max_position_embeddings":512,
                 "tie_word_embeddings":true}""");
        Files.writeString(model.resolve("model.safetensors"), "");
        var models = new BaseModels(List.of(folder.resolve("models")), emptyHub());
        var tuned = new RememberedModels();
        var weights = new ModelWeights(models, tuned, new ModelBlobs(BlobStores.open(folder.toUri())));
        var starts = new JobStarts(
                new StartModels(models, tuned, weights, JobPlansTest::neverMerge), new InMemoryTrainingJobs());
        var check = new SpecCheck(models, starts, datasets, Optional::empty);
        var workplace = new JobPlans.Workplace(Optional::empty, folder.resolve("work"));
        return new JobPlans(check, starts, datasets, planner, workplace, Duration.ofMillis(20));
    }

    private static MergeFigures neverMerge(Path base, Path adapter, Path output) {
        throw new AssertionError("nothing to merge");
    }

    private HubModels emptyHub() {
        var config = TestHubConfig.of(URI.create("http://127.0.0.1:1"), folder);
        var remote = new HttpHub(config, pause -> {}, Clock.systemUTC());
        return new HubModels(config, remote, new HubCacheFolder(config), BaseModels::objection);
    }

    private static TrainingJobSpec spec(@Nullable Double pricePerHour) {
        return spec("tiny", pricePerHour);
    }

    private static TrainingJobSpec spec(String model, @Nullable Double pricePerHour) {
        var options = pricePerHour == null ? TailorOptions.AUTO : SomeOptions.of(Map.of("pricePerHour", pricePerHour));
        return new TrainingJobSpec(model, "file-1", null, null, 0, Map.of(), Hyperparameters.AUTO, options);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}

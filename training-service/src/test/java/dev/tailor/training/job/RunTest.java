package dev.tailor.training.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailor.training.model.BaseModels;
import dev.tailor.training.model.Models;
import dev.tailor.training.model.TunedModelRepository;
import dev.tailor.training.problem.IllegalJobMove;
import dev.tailor.training.problem.InvalidJobSpec;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** The life of a job on the real tables, with a scripted worker and a scripted data-service. */
@QuarkusTest
@TestProfile(RunTest.Folders.class)
class RunTest {

    public static class Folders implements QuarkusTestProfile {

        static final Path ROOT = folder();

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "tailor.home", ROOT.resolve("home").toString(),
                    "tailor.models", ROOT.resolve("models").toString());
        }

        private static Path folder() {
            try {
                var root = Files.createTempDirectory("training");
                var model = Files.createDirectories(root.resolve("models").resolve("tiny"));
                Files.writeString(model.resolve("config.json"), """
                        {"model_type":"llama","hidden_size":128,"intermediate_size":384,"num_attention_heads":8,
                         "num_key_value_heads":4,"num_hidden_layers":2,"vocab_size":2048,"max_position_embeddings":512,
                         "tie_word_embeddings":true}""");
                Files.writeString(model.resolve("model.safetensors"), "");
                Files.writeString(model.resolve("tokenizer.json"), "{}");
                return root;
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    /** Where the models are. */
    @Singleton
    public static class Stores {

        private final TunedModelRepository models;
        private final Models served;

        private final BaseModels bases;
        private final JobStarts starts;

        public Stores(TunedModelRepository models, Models served, BaseModels bases, JobStarts starts) {
            this.models = models;
            this.served = served;
            this.bases = bases;
            this.starts = starts;
        }

        SpecCheck check(Datasets datasets) {
            return new SpecCheck(bases, starts, datasets, Optional::empty);
        }

        TunedModelRepository models() {
            return models;
        }

        Models served() {
            return served;
        }
    }

    private final TrainingJobs jobs;
    private final TrainingJobRepository repository;
    private final JobEvents events;
    private final Stores stores;
    private final RunBench bench;
    private final ScriptedTrainer trainer = new ScriptedTrainer();

    RunTest(TrainingJobs jobs, TrainingJobRepository repository, JobEvents events, Stores stores, RunBench bench) {
        this.jobs = jobs;
        this.repository = repository;
        this.events = events;
        this.stores = stores;
        this.bench = bench;
    }

    @Test
    void aSubmittedJobBecomesAModelWithEventsAndCheckpoints() {
        // Given
        var job = submit();
        // When
        bench.validate();
        bench.worker(trainer).once();
        // Then
        var done = jobs.get(job.id());
        assertThat(done.state()).isInstanceOf(JobState.Succeeded.class);
        assertThat(done.resultFiles()).containsExactly("file-results");
        assertThat(stores.models().find(done.tunedModel())).isPresent();
        assertThat(bench.checkpoints().page(job.id(), new Cursor("", 10)).items())
                .extracting(Checkpoint::step)
                .containsExactly(4, 2);
        assertThat(messages(job.id()))
                .startsWith("Created fine-tuning job: " + job.id(), "Validating training file: file-1")
                .contains("Files validated, moving job to queued state", "Fine-tuning job started")
                .contains("Checkpoint created at step 2", "New fine-tuned model created: " + done.tunedModel())
                .endsWith("The job has successfully completed");
    }

    @Test
    void aJobTellsItsPlanFromBeforeItsFirstStep() {
        // Given
        var job = submit();
        bench.validate();
        // When
        bench.worker(trainer).once();
        // Then
        assertThat(jobs.get(job.id()).plan()).isEqualTo(trainer.plan);
        assertThat(messages(job.id()))
                .containsSubsequence(
                        "Planned: 4 steps of 0.500 s, in all about 3 s; 0.00 GB of memory of 0.00 GB",
                        "Checkpoint created at step 2");
    }

    @Test
    void whatTheWorkerWarnsOfIsAnEventOfThatLevel() {
        // Given
        var job = submit();
        bench.validate();
        // When
        bench.worker(trainer).once();
        // Then
        assertThat(bench.history().page(job.id(), new Cursor("", 100)).items())
                .filteredOn(event -> event.level() == EventLevel.WARN)
                .extracting(JobEvent::message)
                .containsExactly("The loss leapt at step 1");
    }

    @Test
    void aRunThatDoesNotFitFailsBeforeItsFirstStepAndNamesTheSmallestChange() {
        // Given
        var job = submit();
        bench.validate();
        trainer.plan = ScriptedTrainer.plan(false);
        // When
        bench.worker(trainer).once();
        // Then
        assertThat(jobs.get(job.id()).state()).isInstanceOfSatisfying(JobState.Failed.class, failed -> {
            assertThat(failed.failure().code()).isEqualTo("out_of_memory");
            assertThat(failed.failure().param()).isEqualTo("x_tailor.micro_batch_size");
            assertThat(failed.failure().message()).contains("with x_tailor.micro_batch_size 2 it fits");
        });
        assertThat(bench.history().steps(job.id())).isEmpty();
    }

    @Test
    void aJobWithoutTestRowsSaysThatThereWillBeNoComparison() {
        // Given
        var options = SomeOptions.of(Map.of("split", new SplitShares(0.9, 0.1, 0, 0)));
        var spec = new TrainingJobSpec("tiny", "file-1", null, null, 0, Map.of(), Hyperparameters.AUTO, options);
        var job = jobs.submit(spec, Optional.empty());
        bench.validate();
        // When
        bench.worker(trainer).once();
        // Then
        assertThat(messages(job.id()))
                .contains(
                        "There will be no comparison with tiny: no rows are kept for it; give x_tailor.split.test a share");
    }

    @Test
    void aRunThatIsRefusedLeavesNoFiles() {
        // Given
        var job = submit();
        bench.validate();
        trainer.plan = ScriptedTrainer.plan(false);
        // When
        bench.worker(trainer).once();
        // Then
        assertThat(Folders.ROOT.resolve("work").resolve(job.id())).doesNotExist();
    }

    @Test
    void aDeletedModelTakesItsCheckpointsAlong() throws IOException {
        // Given
        var job = submit();
        bench.validate();
        bench.worker(trainer).once();
        var first =
                bench.checkpoints().page(job.id(), new Cursor("", 10)).items().getLast();
        // When
        stores.served().delete(first.model());
        var left = bench.checkpoints().page(job.id(), new Cursor("", 10)).items();
        stores.served().delete(job.tunedModel());
        // Then
        assertThat(left).extracting(Checkpoint::step).containsExactly(4);
        assertThat(bench.checkpoints().page(job.id(), new Cursor("", 10)).items())
                .isEmpty();
        assertThat(stores.models().find(left.getFirst().model())).isEmpty();
    }

    @Test
    void aFolderThatIsNoBaseModelIsRefusedWithItsReason() throws IOException {
        // Given
        var folder = Files.createDirectories(Folders.ROOT.resolve("models").resolve("other"));
        Files.writeString(folder.resolve("config.json"), "{\"model_type\":\"bert\"}");
        // Then
        Assertions.assertThatThrownBy(() -> jobs.submit(spec("other"), Optional.empty()))
                .hasMessageContaining("model_type is 'bert'; supported: gpt2, llama, mistral, qwen2, qwen3");
    }

    @Test
    void aCancelledJobIsNotRunAndCannotBeCancelledTwice() {
        // Given
        var job = submit();
        bench.validate();
        // When
        jobs.cancel(job.id());
        // Then
        assertThat(bench.worker(trainer).once()).isFalse();
        Assertions.assertThatThrownBy(() -> jobs.cancel(job.id())).isInstanceOf(IllegalJobMove.class);
    }

    @Test
    void theSameKeyAnswersTheFirstJob() {
        // Given
        var key = Optional.of("key-1");
        var first = jobs.submit(spec("tiny"), key);
        // When
        var second = jobs.submit(spec("tiny"), key);
        // Then
        assertThat(second.id()).isEqualTo(first.id());
        jobs.cancel(first.id());
    }

    @Test
    void anUnknownModelIsNamedWithItsField() {
        Assertions.assertThatThrownBy(() -> jobs.submit(spec("nothing"), Optional.empty()))
                .isInstanceOfSatisfying(
                        InvalidJobSpec.class,
                        invalid -> assertThat(invalid.field()).isEqualTo("model"));
    }

    @Test
    void aMissingFileIsNamedWithItsField() {
        var spec = new TrainingJobSpec(
                "tiny", ScriptedDatasets.MISSING, null, null, 0, Map.of(), Hyperparameters.AUTO, TailorOptions.AUTO);
        var check = stores.check(new ScriptedDatasets());
        var asked = new TrainingJobs(
                repository, check, new JobAdmission(stores.models(), repository), events, new Ids(), Clock.systemUTC());
        Assertions.assertThatThrownBy(() -> asked.submit(spec, Optional.empty()))
                .isInstanceOfSatisfying(InvalidJobSpec.class, invalid -> {
                    assertThat(invalid.field()).isEqualTo("training_file");
                    assertThat(invalid.code()).isEqualTo("file_not_found");
                });
    }

    @Test
    void aListFindsJobsByTheirMetadata() {
        // Given
        var spec = new TrainingJobSpec(
                "tiny", "file-1", null, null, 0, Map.of("team", "blue"), Hyperparameters.AUTO, TailorOptions.AUTO);
        var job = jobs.submit(spec, Optional.empty());
        // When
        var page = jobs.list(new JobFilter(Map.of("team", "blue"), false), new Cursor("", 10));
        // Then
        assertThat(page.items()).extracting(TrainingJob::id).containsExactly(job.id());
        jobs.cancel(job.id());
    }

    private TrainingJob submit() {
        return jobs.submit(spec("tiny"), Optional.empty());
    }

    private static TrainingJobSpec spec(String model) {
        return new TrainingJobSpec(model, "file-1", null, null, 0, Map.of(), Hyperparameters.AUTO, TailorOptions.AUTO);
    }

    private List<String> messages(String jobId) {
        return bench.history().page(jobId, new Cursor("", 100)).items().reversed().stream()
                .map(JobEvent::message)
                .toList();
    }
}

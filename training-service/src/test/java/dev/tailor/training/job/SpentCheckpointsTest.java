package dev.tailor.training.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailor.storage.BlobStore;
import dev.tailor.training.model.ModelNames;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(RunTest.Folders.class)
class SpentCheckpointsTest {

    private final TrainingJobs jobs;
    private final JobPauses pauses;
    private final BlobStore blobs;
    private final RunBench bench;
    private final ScriptedTrainer trainer = new ScriptedTrainer();

    SpentCheckpointsTest(TrainingJobs jobs, JobPauses pauses, BlobStore blobs, RunBench bench) {
        this.jobs = jobs;
        this.pauses = pauses;
        this.blobs = blobs;
        this.bench = bench;
    }

    @Test
    void theCheckpointsOfAJobThatSucceededStayModels() throws IOException {
        // Given
        var job = submit();
        bench.worker(trainer).once();
        // When
        bench.reduce();
        // Then
        assertThat(jobs.get(job).state()).isInstanceOf(JobState.Succeeded.class);
        assertThat(files(job)).isEqualTo(models(2, 4));
        assertThat(bench.checkpoints().page(job, new Cursor("", 10)).items()).hasSize(2);
    }

    @Test
    void theCheckpointsOfAJobThatFailedStayModels() throws IOException {
        // Given
        var job = submit();
        trainer.dieAfter = 3;
        trainer.death = new IllegalStateException("broken");
        bench.worker(trainer).once();
        // When
        bench.reduce();
        // Then
        assertThat(jobs.get(job).state()).isInstanceOf(JobState.Failed.class);
        assertThat(files(job)).isEqualTo(models(2));
    }

    @Test
    void aJobThatMayGoOnKeepsAllUntilItIsCancelled() throws IOException {
        // Given
        var job = interrupted();
        var before = files(job);
        bench.reduce();
        pauses.pause(job);
        bench.reduce();
        // When
        var paused = files(job);
        jobs.cancel(job);
        bench.reduce();
        // Then
        assertThat(before)
                .contains("step-2/manifest.json", "step-2/trainer_state.json", "step-2/trainer_state.safetensors");
        assertThat(paused).isEqualTo(before);
        assertThat(files(job)).isEqualTo(models(2));
    }

    @Test
    void aCheckpointThatIsSavedAfterTheEndOfItsJobIsReducedInTheNextRound() throws Exception {
        // Given
        var job = submit();
        trainer.holdAfter = 3;
        var run = Thread.ofPlatform().start(() -> bench.worker(trainer).once());
        trainer.held.await();
        jobs.cancel(job);
        bench.reduce();
        trainer.stop();
        run.join();
        var saved = files(job);
        // When
        bench.reduce();
        // Then
        assertThat(saved)
                .contains("step-3/trainer_state.safetensors")
                .doesNotContain("step-2/trainer_state.safetensors");
        assertThat(files(job)).isEqualTo(models(2, 3));
    }

    private String interrupted() {
        var job = submit();
        trainer.dieAfter = 3;
        bench.worker(trainer).once();
        return job;
    }

    private String submit() {
        var spec = new TrainingJobSpec(
                "tiny", "file-1", null, null, 0, Map.of(), Hyperparameters.AUTO, TailorOptions.AUTO);
        var job = jobs.submit(spec, Optional.empty());
        bench.validate();
        return job.id();
    }

    private static List<String> models(int... steps) {
        return Arrays.stream(steps)
                .boxed()
                .flatMap(step -> Stream.of("step-%d/adapter_model.safetensors", "step-%d/tokenizer.json")
                        .map(name -> name.formatted(step)))
                .toList();
    }

    private List<String> files(String job) throws IOException {
        var prefix = ModelNames.checkpointBlobs(job);
        return blobs.list(prefix).stream()
                .map(key -> key.substring(prefix.length()))
                .toList();
    }
}

package dev.tailor.training.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where one checkpoint is kept beside the best. */
@QuarkusTest
@TestProfile(KeptCheckpointsTest.KeepsOne.class)
class KeptCheckpointsTest {

    public static class KeepsOne extends RunTest.Folders {
        @Override
        public Map<String, String> getConfigOverrides() {
            var overrides = new HashMap<>(super.getConfigOverrides());
            overrides.put("tailor.training.keep-checkpoints", "1");
            return overrides;
        }
    }

    private final TrainingJobs jobs;
    private final RunBench bench;
    private final ScriptedTrainer trainer = new ScriptedTrainer();

    KeptCheckpointsTest(TrainingJobs jobs, RunBench bench) {
        this.jobs = jobs;
        this.bench = bench;
    }

    @Test
    void theLatestCheckpointTakesThePlaceOfTheOneBeforeAndSaysSo() {
        // When
        var job = run();
        // Then
        assertThat(bench.checkpoints().page(job, new Cursor("", 100)).items())
                .extracting(Checkpoint::step)
                .containsExactly(4);
        assertThat(bench.messages(job)).contains("Checkpoint of step 2 removed; later ones are kept");
    }

    @Test
    void theBestCheckpointStays() {
        // Given
        trainer.worsens = true;
        // When
        var job = run();
        // Then
        assertThat(bench.checkpoints().page(job, new Cursor("", 100)).items())
                .extracting(Checkpoint::step)
                .containsExactly(4, 2);
        assertThat(bench.messages(job))
                .contains(
                        "Stopped early at step 4 of 4: no validation after step 2 was better; its weights are the result");
    }

    @Test
    void aCheckpointThatAJobStartsFromStays() {
        // Given
        var job = submit("tiny");
        bench.validate();
        trainer.dieAfter = 3;
        bench.worker(trainer).once();
        var next = submit(job.tunedModel() + ":ckpt-step-2");
        // When
        trainer.dieAfter = 0;
        bench.worker(trainer).once();
        // Then
        assertThat(bench.checkpoints().page(job.id(), new Cursor("", 100)).items())
                .extracting(Checkpoint::step)
                .containsExactly(4, 2);
        jobs.cancel(next.id());
    }

    private String run() {
        var job = submit("tiny");
        bench.validate();
        bench.worker(trainer).once();
        return job.id();
    }

    private TrainingJob submit(String model) {
        var spec =
                new TrainingJobSpec(model, "file-1", null, null, 0, Map.of(), Hyperparameters.AUTO, TailorOptions.AUTO);
        return jobs.submit(spec, Optional.empty());
    }
}

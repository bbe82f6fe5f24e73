package dev.tailor.training.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailor.training.model.Lineage;
import dev.tailor.training.model.MergeFigures;
import dev.tailor.training.model.ModelFollower;
import dev.tailor.training.model.TunedModel;
import dev.tailor.training.model.TunedModelRepository;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(RunTest.Folders.class)
class JobModelsTest {

    private final TrainingJobs jobs;
    private final TunedModelRepository models;
    private final ModelFollower follower;
    private final RunBench bench;

    JobModelsTest(TrainingJobs jobs, TunedModelRepository models, ModelFollower follower, RunBench bench) {
        this.jobs = jobs;
        this.models = models;
        this.follower = follower;
        this.bench = bench;
    }

    @Test
    void aJobHearsHowItsModelWasMerged() {
        // Given
        var model = trained();
        var figures = new MergeFigures(0.001, 1e-7, 1);
        // When
        follower.merged(model, figures);
        // Then
        assertThat(bench.messages(model.jobId()).getFirst())
                .isEqualTo(
                        "Merged %s and compared it with base and adapter: logits differ by at most 0.00100, the mean divergence is 1.00e-07 nats, the most likely token is the same at 100.0 %% of positions",
                        model.id());
    }

    @Test
    void theFiguresOfAMergeAreKeptWithTheModelAlone() {
        // Given
        var model = trained();
        var figures = new MergeFigures(0.001, 1e-7, 1);
        // When
        models.noteMerge(model.id(), figures);
        models.noteMerge("ft:tiny:tailor::gone", figures);
        // Then
        assertThat(find(model.id()).merged()).isEqualTo(figures);
        assertThat(find(model.id() + ":ckpt-step-4").merged()).isNull();
        assertThat(models.find("ft:tiny:tailor::gone")).isEmpty();
    }

    @Test
    void aJobKnowsWhatAReaderOfItsModelMayWantToKnow() {
        // Given
        var model = trained();
        // When
        var making = follower.making(model);
        // Then
        assertThat(making)
                .containsEntry("job", model.jobId())
                .containsEntry("training file", "file-1")
                .containsEntry("method", "lora, rank 16, alpha 32.00")
                .containsEntry("adapted projections", "q_proj, k_proj, v_proj, o_proj, gate_proj, up_proj, down_proj")
                .containsEntry("seed", "0")
                .containsEntry("comparison", "not made yet")
                .containsEntry("step", "4")
                .containsEntry("validation loss", "0.5000");
    }

    @Test
    void aModelComesFromWhatItsJobWasGiven() {
        // Given
        var model = trained();
        // Then
        assertThat(follower.lineage(model)).contains(new Lineage("tiny", "lora"));
        assertThat(follower.lineage(find(model.id() + ":ckpt-step-2"))).contains(new Lineage("tiny", "lora"));
    }

    @Test
    void aCheckpointTellsOfItsOwnStep() {
        // Given
        var model = trained();
        // When
        var making = follower.making(find(model.id() + ":ckpt-step-2"));
        // Then
        assertThat(making)
                .containsEntry("step", "2")
                .containsEntry("validation loss", "1.000")
                .containsEntry("comparison", "none; the job compares its result alone");
    }

    private TunedModel trained() {
        var spec = new TrainingJobSpec(
                "tiny", "file-1", null, null, 0, Map.of(), Hyperparameters.AUTO, TailorOptions.AUTO);
        var job = jobs.submit(spec, Optional.empty());
        bench.validate();
        bench.worker(new ScriptedTrainer()).once();
        return find(job.tunedModel());
    }

    private TunedModel find(String id) {
        return models.find(id).orElseThrow();
    }
}

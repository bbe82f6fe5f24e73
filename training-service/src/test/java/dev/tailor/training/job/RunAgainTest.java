package dev.tailor.training.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailor.training.model.ModelKind;
import dev.tailor.training.model.ModelShape;
import dev.tailor.training.model.Models;
import dev.tailor.training.model.TunedModel;
import dev.tailor.training.model.TunedModelRepository;
import dev.tailor.training.problem.ModelInUse;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** Jobs that start from what earlier ones made, and models that others need. */
@QuarkusTest
@TestProfile(RunTest.Folders.class)
class RunAgainTest {

    private final TrainingJobs jobs;
    private final TunedModelRepository models;
    private final Models served;
    private final RunBench bench;
    private final ScriptedTrainer trainer = new ScriptedTrainer();

    RunAgainTest(TrainingJobs jobs, TunedModelRepository models, Models served, RunBench bench) {
        this.jobs = jobs;
        this.models = models;
        this.served = served;
        this.bench = bench;
    }

    @Test
    void aJobGoesOnWithWhatAnEarlierOneMade() {
        // Given
        var first = submit("tiny");
        bench.validate();
        bench.worker(trainer).once();
        var job = submit(first.tunedModel() + ":ckpt-step-2");
        bench.validate();
        // When
        bench.worker(trainer).once();
        // Then
        assertThat(trainer.adapter).isEqualTo("weights 2");
        assertThat(job.tunedModel()).startsWith("ft:tiny:tailor::").isNotEqualTo(first.tunedModel());
        assertThat(models.find(job.tunedModel()))
                .hasValueSatisfying(model -> assertThat(model.baseModel()).isEqualTo("tiny"));
        assertThat(jobs.get(job.id()).settings()).isEqualTo(jobs.get(first.id()).settings());
    }

    @Test
    void aModelStaysWhileAJobThatStartsFromItHasNotEnded() throws IOException {
        // Given
        var first = submit("tiny");
        bench.validate();
        bench.worker(trainer).once();
        var job = submit(first.tunedModel());
        // Then
        Assertions.assertThatThrownBy(() -> served.delete(first.tunedModel()))
                .isInstanceOf(ModelInUse.class)
                .hasMessageContaining(job.id());
        jobs.cancel(job.id());
        served.delete(first.tunedModel());
        assertThat(models.find(first.tunedModel())).isEmpty();
    }

    @Test
    void aModelStaysWhileAnAdapterLiesOverIt() {
        // Given
        var whole = "ft:tiny:tailor::0a1b2c3d";
        put(whole, ModelKind.FULL, "tiny");
        put("ft:tiny:tailor::0a1b2c3e", ModelKind.ADAPTER, whole + ":ckpt-step-2");
        // Then
        Assertions.assertThatThrownBy(() -> served.delete(whole))
                .isInstanceOf(ModelInUse.class)
                .hasMessageContaining("ft:tiny:tailor::0a1b2c3e");
    }

    private void put(String id, ModelKind kind, String base) {
        models.put(new TunedModel(
                id, kind, Instant.EPOCH, base, "job-0", "models/job-0/", new ModelShape(512, 1000), null));
    }

    private TrainingJob submit(String model) {
        var spec =
                new TrainingJobSpec(model, "file-1", null, null, 0, Map.of(), Hyperparameters.AUTO, TailorOptions.AUTO);
        return jobs.submit(spec, Optional.empty());
    }
}

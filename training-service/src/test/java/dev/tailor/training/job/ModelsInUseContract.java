package dev.tailor.training.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tailor.training.model.ModelKind;
import dev.tailor.training.model.ModelRemoval;
import dev.tailor.training.model.ModelShape;
import dev.tailor.training.model.TunedModel;
import dev.tailor.training.model.TunedModelRepository;
import dev.tailor.training.problem.InvalidJobSpec;
import dev.tailor.training.problem.ModelInUse;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A model is deleted and taken for a job at the same moment: on every database one of both is refused. */
public interface ModelsInUseContract {

    /** Both sides. */
    @Singleton
    class Sides {

        private final JobAdmission admission;
        private final ModelRemoval removal;
        private final TunedModelRepository models;

        public Sides(JobAdmission admission, ModelRemoval removal, TunedModelRepository models) {
            this.admission = admission;
            this.removal = removal;
            this.models = models;
        }

        String model() {
            var id = "ft:tiny:tailor::" + UUID.randomUUID().toString().substring(0, 8);
            put(id);
            put(id + ":ckpt-step-2");
            return id;
        }

        private void put(String id) {
            var shape = new ModelShape(512, 1000);
            models.put(new TunedModel(id, ModelKind.FULL, Instant.EPOCH, "tiny", "job", "models/job/", shape, null));
        }

        TrainingJob admit(String model) {
            var spec = new TrainingJobSpec(
                    model, "file-1", null, null, 0, Map.of(), Hyperparameters.AUTO, TailorOptions.AUTO);
            var job = TrainingJob.submitted("ftjob-" + UUID.randomUUID(), spec, Instant.EPOCH);
            return admission.admit(job, Optional.empty());
        }
    }

    Sides sides();

    @Test
    default void aJobThatComesWhileItsModelIsDeletedIsRefused() throws InterruptedException {
        // Given
        var model = sides().model();
        QuarkusTransaction.begin();
        sides().removal.remove(model);
        // When
        var job = later(() -> sides().admit(model + ":ckpt-step-2"));
        QuarkusTransaction.commit();
        // Then
        assertThatThrownBy(job::join)
                .hasCauseInstanceOf(InvalidJobSpec.class)
                .hasMessageContaining(model + ":ckpt-step-2 was deleted at this moment");
    }

    @Test
    default void aModelWhoseDeletionComesWhileAJobIsTakenInStays() throws InterruptedException {
        // Given
        var model = sides().model();
        QuarkusTransaction.begin();
        var job = sides().admit(model + ":ckpt-step-2");
        // When
        var removed = later(() -> sides().removal.remove(model));
        QuarkusTransaction.commit();
        // Then
        assertThatThrownBy(removed::join).hasCauseInstanceOf(ModelInUse.class).hasMessageContaining(job.id());
        assertThat(sides().models.find(model)).isPresent();
    }

    /** On another thread, which has to wait until this one has ended its transaction. */
    private static <T> CompletableFuture<T> later(Supplier<T> work) throws InterruptedException {
        var result = CompletableFuture.supplyAsync(work);
        TimeUnit.MILLISECONDS.sleep(200);
        assertThat(result).isNotDone();
        return result;
    }
}

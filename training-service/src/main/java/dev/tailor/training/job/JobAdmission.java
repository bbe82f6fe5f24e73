package dev.tailor.training.job;

import dev.tailor.training.model.ModelNames;
import dev.tailor.training.model.TunedModelRepository;
import dev.tailor.training.problem.InvalidJobSpec;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** Takes jobs in, while nobody else can remove the models that they start from. */
@ApplicationScoped
public class JobAdmission {

    private final TunedModelRepository models;
    private final TrainingJobRepository jobs;

    public JobAdmission(TunedModelRepository models, TrainingJobRepository jobs) {
        this.models = models;
        this.jobs = jobs;
    }

    /** Stores a job, or answers the one that was stored under the same key before. */
    @Transactional
    public TrainingJob admit(TrainingJob job, Optional<String> idempotencyKey) {
        var model = job.spec().model();
        if (ModelNames.isTuned(model) && models.hold(model).isEmpty()) {
            throw new InvalidJobSpec(
                    "model", "The model %s was deleted at this moment; choose another one".formatted(model));
        }
        return jobs.add(job, idempotencyKey);
    }
}

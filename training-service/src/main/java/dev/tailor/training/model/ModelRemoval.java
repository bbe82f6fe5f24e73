package dev.tailor.training.model;

import dev.tailor.training.problem.ModelInUse;
import dev.tailor.training.problem.ModelNotFound;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** Takes models out of the register, while nobody else can begin to use them; never one that others need. */
@ApplicationScoped
public class ModelRemoval {

    private final TunedModelRepository tuned;
    private final ModelFollower follower;

    public ModelRemoval(TunedModelRepository tuned, ModelFollower follower) {
        this.tuned = tuned;
        this.follower = follower;
    }

    /** Removes a model with its checkpoints, or one checkpoint alone, and answers what it was; its blobs stay. */
    @Transactional
    public TunedModel remove(String id) {
        var model = tuned.hold(id).orElseThrow(() -> new ModelNotFound(id));
        refuseWhileInUse(id);
        tuned.remove(id);
        follower.deleted(model);
        return model;
    }

    private void refuseWhileInUse(String id) {
        var adapters = tuned.adaptersOver(id).stream()
                .filter(adapter -> !adapter.contains(ModelNames.CHECKPOINT)
                        || tuned.find(ModelNames.ofCheckpoint(adapter)).isEmpty())
                .toList();
        if (!adapters.isEmpty()) {
            throw new ModelInUse(
                    "The model %s is the base of %s; delete what lies over it first".formatted(id, adapters));
        }
        follower.unfinishedJob(id).ifPresent(job -> {
            throw new ModelInUse(
                    "The job %s starts from the model %s; wait for its end or cancel it first".formatted(job, id));
        });
    }
}

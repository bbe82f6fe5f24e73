package dev.tailor.training.problem;

/** A plan needs the weights of a model that only the Hub has so far. */
public final class ModelNotFetched extends TrainingException {

    private static final long serialVersionUID = 1L;

    public ModelNotFetched(String id) {
        super(
                ("The model %s is not here yet, and a plan measures with its weights; fetch it into the cache (hf download)"
                                + " and ask again, or submit the job: it fetches the model and makes this plan before its first"
                                + " step. GET /v1/catalogue estimates without weights")
                        .formatted(id));
    }
}

package dev.tailor.training.problem;

/** No job has this id. */
public final class JobNotFound extends TrainingException {

    private static final long serialVersionUID = 1L;

    public JobNotFound(String id) {
        super("No fine-tuning job has the id %s; list the jobs to see those that exist".formatted(id));
    }
}

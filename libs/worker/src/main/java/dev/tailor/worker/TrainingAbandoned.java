package dev.tailor.worker;

/** The caller of a training has gone; it ends at once, without a checkpoint. */
final class TrainingAbandoned extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TrainingAbandoned() {
        super("the caller cancelled the training");
    }
}

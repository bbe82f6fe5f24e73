package dev.tailor.model;

/** Hears of a training as it goes; what it throws ends the training. */
public interface TrainingListener {

    void started(StartReport report);

    void step(StepReport report);

    void validated(ValidationReport report);

    /** After a validation, where there are prompts. */
    default void sampled(SampleReport report) {}

    void checkpointed(CheckpointReport report);

    /**
     * @param reason a stable UPPER_SNAKE code
     */
    void warned(String reason, String message);
}

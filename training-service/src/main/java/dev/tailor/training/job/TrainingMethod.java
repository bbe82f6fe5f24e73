package dev.tailor.training.job;

/** Which weights are trained: all of them, or an adapter. */
public enum TrainingMethod {
    FULL,
    LORA,
    /** An adapter with trained magnitudes. */
    DORA;

    /** Whether it leaves the base model as it is. */
    public boolean isAdapter() {
        return this != FULL;
    }
}

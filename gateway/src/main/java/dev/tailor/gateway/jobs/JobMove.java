package dev.tailor.gateway.jobs;

/** What a caller may ask of a job that exists. */
public enum JobMove {
    CANCEL,
    PAUSE,
    RESUME
}

package dev.tailor.data.file;

/** What a file is for; only {@link #FINE_TUNE} is prepared. */
public enum FilePurpose {
    FINE_TUNE,
    FINE_TUNE_RESULTS,
    EVALS,
    BATCH,
    USER_DATA,
    ASSISTANTS,
    VISION
}

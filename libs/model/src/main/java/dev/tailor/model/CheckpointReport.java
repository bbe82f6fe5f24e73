package dev.tailor.model;

import java.nio.file.Path;
import java.util.Optional;

/** A checkpoint that is whole on disk, with the latest figures at its step. */
public record CheckpointReport(
        int step, Path directory, double trainLoss, double trainTokenAccuracy, Optional<ValidationReport> validation) {}

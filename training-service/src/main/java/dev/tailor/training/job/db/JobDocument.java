package dev.tailor.training.job.db;

import dev.tailor.training.job.Actual;
import dev.tailor.training.job.Plan;
import dev.tailor.training.job.PreparedDataset;
import dev.tailor.training.job.Progress;
import dev.tailor.training.job.ResolvedSettings;
import dev.tailor.training.job.TrainingJobSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What of a job is never searched. */
record JobDocument(
        TrainingJobSpec spec,
        @Nullable ResolvedSettings settings,
        @Nullable PreparedDataset dataset,
        @Nullable Progress progress,
        @Nullable Actual actual,
        List<String> resultFiles,
        @Nullable String comparison,
        int crashes,
        @Nullable Plan plan) {}

package dev.tailor.training.job.db;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tailor.training.job.Actual;
import dev.tailor.training.job.Hyperparameters;
import dev.tailor.training.job.JobFailure;
import dev.tailor.training.job.LoraOptions;
import dev.tailor.training.job.Plan;
import dev.tailor.training.job.PreparedDataset;
import dev.tailor.training.job.Progress;
import dev.tailor.training.job.ResolvedSettings;
import dev.tailor.training.job.SampleOptions;
import dev.tailor.training.job.Samples;
import dev.tailor.training.job.SplitShares;
import dev.tailor.training.job.StepMetrics;
import dev.tailor.training.job.StepTotals;
import dev.tailor.training.job.TailorOptions;
import dev.tailor.training.job.Techniques;
import dev.tailor.training.job.TrainerReport;
import dev.tailor.training.job.TrainingJobSpec;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** The JSON of the text columns. */
@RegisterForReflection(
        targets = {
            JobDocument.class,
            StateDocument.class,
            TrainingJobSpec.class,
            Hyperparameters.class,
            TailorOptions.class,
            LoraOptions.class,
            Techniques.class,
            SplitShares.class,
            ResolvedSettings.class,
            PreparedDataset.class,
            Plan.class,
            Plan.Memory.class,
            Plan.Suggestion.class,
            TrainerReport.LongRows.class,
            Progress.class,
            StepTotals.class,
            Actual.class,
            JobFailure.class,
            StepMetrics.class,
            SampleOptions.class,
            Samples.class,
            Samples.Sample.class
        })
final class JobJson {

    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private JobJson() {}

    static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A record could not be written as JSON", impossible);
        }
    }

    static <T> T read(String json, Class<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("A stored %s is unreadable".formatted(type.getSimpleName()), broken);
        }
    }
}

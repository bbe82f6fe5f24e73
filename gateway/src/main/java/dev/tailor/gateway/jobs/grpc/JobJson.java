package dev.tailor.gateway.jobs.grpc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.util.JsonFormat;
import dev.tailor.proto.training.v1.Checkpoint;
import dev.tailor.proto.training.v1.Hyperparameters;
import dev.tailor.proto.training.v1.JobEvent;
import dev.tailor.proto.training.v1.Samples;
import dev.tailor.proto.training.v1.StepMetrics;
import dev.tailor.proto.training.v1.TailorOptions;
import dev.tailor.proto.training.v1.TrainingJob;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes jobs, events and checkpoints as the public API does. */
final class JobJson {
    private static final JsonMapper MAPPER = new JsonMapper();

    private JobJson() {}

    static ObjectNode job(TrainingJob job) {
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("id", job.getId())
                .put("object", "fine_tuning.job")
                .put("created_at", job.getCreatedAt())
                .put("model", job.getModel())
                .put("status", word(job.getStatus().name(), "JOB_STATUS_"))
                .put("training_file", job.getTrainingFile())
                .put("validation_file", job.hasValidationFile() ? job.getValidationFile() : null)
                .put("fine_tuned_model", job.hasFineTunedModel() ? job.getFineTunedModel() : null)
                .put("finished_at", job.hasFinishedAt() ? (Long) job.getFinishedAt() : null)
                .put("estimated_finish", job.hasEstimatedFinish() ? (Long) job.getEstimatedFinish() : null)
                .put("trained_tokens", job.hasTrainedTokens() ? (Long) job.getTrainedTokens() : null)
                .put("seed", job.getSeed())
                .put("organization_id", "tailor")
                .put("user_provided_suffix", job.hasSuffix() ? job.getSuffix() : null);
        json.putNull("integrations");
        var results = json.putArray("result_files");
        job.getResultFilesList().forEach(results::add);
        var hyperparameters = hyperparameters(job.getHyperparameters());
        json.set("hyperparameters", hyperparameters);
        json.putObject("method")
                .put("type", "supervised")
                .putObject("supervised")
                .set("hyperparameters", hyperparameters);
        if (job.getMetadataCount() == 0) json.putNull("metadata");
        else job.getMetadataMap().forEach(json.putObject("metadata")::put);
        json.set("error", error(job));
        json.set("x_tailor", extension(job));
        return json;
    }

    private static JsonNode error(TrainingJob job) {
        if (!job.hasError()) return JsonNodeFactory.instance.nullNode();
        var error = job.getError();
        return JsonNodeFactory.instance
                .objectNode()
                .put("code", error.getCode())
                .put("message", error.getMessage())
                .put("param", error.hasParam() ? error.getParam() : null);
    }

    private static ObjectNode hyperparameters(Hyperparameters values) {
        var json = JsonNodeFactory.instance.objectNode();
        if (values.hasNEpochs()) json.put("n_epochs", values.getNEpochs());
        else json.put("n_epochs", "auto");
        if (values.hasBatchSize()) json.put("batch_size", values.getBatchSize());
        else json.put("batch_size", "auto");
        if (values.hasLearningRateMultiplier())
            json.put("learning_rate_multiplier", values.getLearningRateMultiplier());
        else json.put("learning_rate_multiplier", "auto");
        return json;
    }

    private static ObjectNode extension(TrainingJob job) {
        var json = options(job.getOptions());
        if (job.hasProgress()) json.set("progress", plain(job.getProgress()));
        if (job.hasActual()) {
            json.set("actual", plain(job.getActual()));
            json.withObject("/actual")
                    .put("trained_tokens", job.getActual().getTrainedTokens())
                    .put("peak_memory", job.getActual().getPeakMemory())
                    .put("rows_truncated", job.getActual().getRowsTruncated())
                    .put("rows_dropped", job.getActual().getRowsDropped())
                    .put("rows_split", job.getActual().getRowsSplit());
        }
        if (job.hasPlan()) json.set("plan", PlanJson.plan(job.getPlan()));
        if (job.hasDatasetId()) json.put("dataset", job.getDatasetId());
        if (job.hasComparisonId()) json.put("comparison", job.getComparisonId());
        return json;
    }

    private static ObjectNode options(TailorOptions options) {
        var json = plain(options);
        if (options.hasMethod()) json.put("method", word(options.getMethod().name(), "METHOD_"));
        if (options.hasSchedule())
            json.put("schedule", word(options.getSchedule().name(), "SCHEDULE_"));
        if (options.hasOverLength())
            json.put("over_length", word(options.getOverLength().name(), "OVER_LENGTH_"));
        if (options.hasPrecision())
            json.put("precision", word(options.getPrecision().name(), "PRECISION_"));
        if (options.hasSplit())
            json.withObject("/split").put("seed", options.getSplit().getSeed());
        if (options.hasLora() && options.getLora().getTargetsCount() == 0) {
            json.withObject("/lora").put("targets", "all-linear");
        }
        return json;
    }

    static ObjectNode event(JobEvent event) {
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("id", event.getId())
                .put("object", "fine_tuning.job.event")
                .put("created_at", event.getCreatedAt())
                .put("level", word(event.getLevel().name(), "EVENT_LEVEL_"))
                .put("message", event.getMessage())
                .put("type", event.hasMetrics() ? "metrics" : "message");
        json.set("data", data(event));
        return json;
    }

    private static @Nullable ObjectNode data(JobEvent event) {
        if (event.hasMetrics()) return metrics(event.getMetrics());
        return event.hasSamples() ? samples(event.getSamples()) : null;
    }

    private static ObjectNode samples(Samples samples) {
        var json = JsonNodeFactory.instance.objectNode().put("step", samples.getStep());
        var list = json.putArray("samples");
        for (var sample : samples.getSamplesList()) {
            list.addObject()
                    .put("line", sample.getLine())
                    .put("prompt", sample.getPrompt())
                    .put("answer", sample.getAnswer())
                    .put("reference", sample.getReference())
                    .put("finish_reason", word(sample.getFinishReason().name(), "FINISH_REASON_"));
        }
        return json;
    }

    static ObjectNode checkpoint(Checkpoint checkpoint) {
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("id", checkpoint.getId())
                .put("object", "fine_tuning.job.checkpoint")
                .put("created_at", checkpoint.getCreatedAt())
                .put("fine_tuned_model_checkpoint", checkpoint.getModel())
                .put("step_number", checkpoint.getStep())
                .put("fine_tuning_job_id", checkpoint.getJobId());
        json.set("metrics", metrics(checkpoint.getMetrics()));
        return json;
    }

    private static ObjectNode metrics(StepMetrics metrics) {
        return plain(metrics);
    }

    /** Names as in the contract, numbers as numbers; 64-bit integers are set again by the callers. */
    private static ObjectNode plain(MessageOrBuilder message) {
        try {
            var text = JsonFormat.printer()
                    .preservingProtoFieldNames()
                    .alwaysPrintFieldsWithNoPresence()
                    .print(message);
            return (ObjectNode) MAPPER.readTree(text);
        } catch (InvalidProtocolBufferException | JsonProcessingException e) {
            throw new IllegalStateException("A message of the contract cannot be written as JSON", e);
        }
    }

    private static String word(String name, String prefix) {
        return name.substring(prefix.length()).toLowerCase(Locale.ROOT);
    }
}

package dev.tailor.gateway.jobs.grpc;

import com.google.protobuf.ProtocolMessageEnum;
import dev.tailor.gateway.wire.ApiError;
import dev.tailor.gateway.wire.ApiException;
import dev.tailor.gateway.wire.JsonFields;
import dev.tailor.proto.training.v1.EarlyStopping;
import dev.tailor.proto.training.v1.Guard;
import dev.tailor.proto.training.v1.Hyperparameters;
import dev.tailor.proto.training.v1.Lora;
import dev.tailor.proto.training.v1.Method;
import dev.tailor.proto.training.v1.OverLength;
import dev.tailor.proto.training.v1.Precision;
import dev.tailor.proto.training.v1.SampleOptions;
import dev.tailor.proto.training.v1.Schedule;
import dev.tailor.proto.training.v1.Split;
import dev.tailor.proto.training.v1.SubmitJobRequest;
import dev.tailor.proto.training.v1.TailorOptions;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the body of a new job; what it does not know it refuses by name. */
final class JobRequest {
    /** Where clients of before 2025 put hyperparameters. */
    private static final String LEGACY = "hyperparameters";

    private static final String CURRENT = "method.supervised.hyperparameters";

    /** Times any recommended rate this is still one that training takes. */
    private static final double HIGHEST_MULTIPLIER = 1000;

    private JobRequest() {}

    /** Training knows hyperparameters by one path; the caller is told the one that the body has. */
    static ApiException asSent(ApiException refused, JsonFields body) {
        if (body.object(LEGACY).filter(fields -> !fields.isEmpty()).isEmpty()) return refused;
        var error = refused.error();
        var param = error.param() == null ? null : error.param().replace(CURRENT, LEGACY);
        var message = error.message().replace(CURRENT, LEGACY);
        return new ApiException(new ApiError(error.status(), message, param, error.code()), refused);
    }

    static SubmitJobRequest.Builder read(JsonFields body) {
        var request = SubmitJobRequest.newBuilder()
                .setModel(body.requiredText("model"))
                .setTrainingFile(body.requiredText("training_file"));
        body.text("validation_file").ifPresent(request::setValidationFile);
        body.text("suffix").ifPresent(request::setSuffix);
        body.integer("seed", 0, Integer.MAX_VALUE).ifPresent(request::setSeed);
        body.object("metadata").map(JsonFields::textByName).ifPresent(request::putAllMetadata);
        body.refuse("integrations");
        var values = Hyperparameters.newBuilder();
        body.settings(LEGACY).ifPresent(fields -> hyperparameters(fields, values));
        body.object("method").ifPresent(fields -> method(fields, values));
        request.setHyperparameters(values);
        body.settings("x_tailor").ifPresent(fields -> request.setOptions(options(fields)));
        body.end();
        return request;
    }

    private static void method(JsonFields fields, Hyperparameters.Builder values) {
        var type = fields.requiredText("type");
        if (!type.equals("supervised")) {
            throw ApiException.invalid("method.type", "Method '%s' is not supported; use supervised".formatted(type));
        }
        fields.refuse("dpo", "reinforcement");
        fields.object("supervised").ifPresent(supervised -> {
            supervised.settings("hyperparameters").ifPresent(inner -> hyperparameters(inner, values));
            supervised.end();
        });
        fields.end();
    }

    private static void hyperparameters(JsonFields fields, Hyperparameters.Builder values) {
        if (!values.build().equals(Hyperparameters.getDefaultInstance())) {
            throw ApiException.invalid(
                    LEGACY, "'%s' and '%s' are the same settings; keep one of them".formatted(LEGACY, CURRENT));
        }
        fields.integer("n_epochs", 1, 50).ifPresent(values::setNEpochs);
        fields.integer("batch_size", 1, 256).ifPresent(values::setBatchSize);
        fields.positive("learning_rate_multiplier", HIGHEST_MULTIPLIER).ifPresent(values::setLearningRateMultiplier);
        fields.end();
    }

    private static TailorOptions options(JsonFields fields) {
        var options = TailorOptions.newBuilder();
        choice(fields, "method", Method.values()).ifPresent(options::setMethod);
        choice(fields, "schedule", Schedule.values()).ifPresent(options::setSchedule);
        choice(fields, "over_length", OverLength.values()).ifPresent(options::setOverLength);
        choice(fields, "precision", Precision.values()).ifPresent(options::setPrecision);
        fields.object("lora").ifPresent(lora -> options.setLora(lora(lora)));
        numbers(fields, options);
        fields.object("early_stopping").ifPresent(stop -> {
            var stopping = EarlyStopping.newBuilder();
            stop.integer("patience", 0, 1000).ifPresent(stopping::setPatience);
            stop.end();
            options.setEarlyStopping(stopping);
        });
        fields.object("guard").ifPresent(guard -> options.setGuard(guard(guard)));
        fields.object("samples").ifPresent(samples -> options.setSamples(samples(samples)));
        fields.object("split").ifPresent(split -> options.setSplit(split(split)));
        fields.end();
        return options.build();
    }

    private static void numbers(JsonFields fields, TailorOptions.Builder options) {
        fields.number("learning_rate").ifPresent(options::setLearningRate);
        fields.number("warmup_ratio").ifPresent(options::setWarmupRatio);
        fields.number("weight_decay").ifPresent(options::setWeightDecay);
        fields.number("max_grad_norm").ifPresent(options::setMaxGradNorm);
        fields.integer("sequence_length", 2, Integer.MAX_VALUE).ifPresent(options::setSequenceLength);
        fields.integer("eval_every_steps", 1, Integer.MAX_VALUE).ifPresent(options::setEvalEverySteps);
        fields.integer("checkpoint_every_steps", 1, Integer.MAX_VALUE).ifPresent(options::setCheckpointEverySteps);
        fields.number("checkpoint_every_minutes").ifPresent(options::setCheckpointEveryMinutes);
        fields.number("label_smoothing").ifPresent(options::setLabelSmoothing);
        fields.integer("micro_batch_size", 1, 256).ifPresent(options::setMicroBatchSize);
        fields.truth("packing").ifPresent(options::setPacking);
        fields.truth("gradient_checkpointing").ifPresent(options::setGradientCheckpointing);
        fields.number("neftune_alpha").ifPresent(options::setNeftuneAlpha);
        fields.number("ema_decay").ifPresent(options::setEmaDecay);
        fields.number("price_per_hour").ifPresent(options::setPricePerHour);
    }

    private static Lora lora(JsonFields fields) {
        var lora = Lora.newBuilder();
        fields.integer("rank").ifPresent(lora::setRank);
        fields.number("alpha").ifPresent(lora::setAlpha);
        fields.number("dropout").ifPresent(lora::setDropout);
        fields.truth("rslora").ifPresent(lora::setRslora);
        lora.addAllTargets(fields.textsOr("all-linear", "targets"));
        lora.addAllModulesToSave(fields.texts("modules_to_save"));
        fields.end();
        return lora.build();
    }

    private static Guard guard(JsonFields fields) {
        var guard = Guard.newBuilder();
        fields.integer("max_skipped_steps").ifPresent(guard::setMaxSkippedSteps);
        fields.integer("go_back_after").ifPresent(guard::setGoBackAfter);
        fields.end();
        return guard.build();
    }

    private static SampleOptions samples(JsonFields fields) {
        var samples = SampleOptions.newBuilder();
        fields.integer("prompts").ifPresent(samples::setPrompts);
        fields.integer("max_tokens").ifPresent(samples::setMaxTokens);
        fields.integer("longest_prompt").ifPresent(samples::setLongestPrompt);
        fields.end();
        return samples.build();
    }

    private static Split split(JsonFields fields) {
        var split = Split.newBuilder();
        var train = fields.number("train");
        var validation = fields.number("validation");
        var test = fields.number("test");
        train.ifPresent(split::setTrain);
        validation.ifPresent(split::setValidation);
        test.ifPresent(split::setTest);
        if (train.isEmpty() && validation.isEmpty() && test.isEmpty()) split.setRecommendedShares(true);
        fields.longInteger("seed").ifPresent(split::setSeed);
        fields.end();
        return split.build();
    }

    private static <E extends Enum<E> & ProtocolMessageEnum> String words(String name, E[] values) {
        return Stream.of(values)
                .filter(value -> value != values[0] && value != values[values.length - 1])
                .map(value -> ", " + value.name().toLowerCase(Locale.ROOT).substring(name.length() + 1))
                .collect(Collectors.joining());
    }

    /** The contract's words in lower case; its word for a missing choice is none that a caller may use. */
    private static <E extends Enum<E> & ProtocolMessageEnum> Optional<E> choice(
            JsonFields fields, String name, E[] values) {
        return fields.text(name)
                .filter(word -> !word.equals("auto"))
                .map(word -> Stream.of(values)
                        .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(name + "_" + word))
                        .filter(value -> value.getNumber() != 0)
                        .findFirst()
                        .orElseThrow(() -> {
                            var path = fields.path(name);
                            return ApiException.invalid(
                                    path, "'%s' cannot be '%s'; use auto%s".formatted(path, word, words(name, values)));
                        }));
    }
}

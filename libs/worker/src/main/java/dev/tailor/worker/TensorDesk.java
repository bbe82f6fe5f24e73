package dev.tailor.worker;

import dev.tailor.model.Example;
import dev.tailor.model.FineTuner;
import dev.tailor.model.LanguageModel;
import dev.tailor.model.ModelCheck;
import dev.tailor.model.ModelConfig;
import dev.tailor.model.ModelMerger;
import dev.tailor.model.Precision;
import dev.tailor.model.ProcessMemory;
import dev.tailor.model.TrainingEstimate;
import dev.tailor.model.TrainingOutcome;
import dev.tailor.model.TrainingPlan;
import dev.tailor.proto.worker.v1.InspectResponse;
import dev.tailor.proto.worker.v1.MergeRequest;
import dev.tailor.proto.worker.v1.MergeResponse;
import dev.tailor.proto.worker.v1.ModelRef;
import dev.tailor.proto.worker.v1.PlanResponse;
import dev.tailor.proto.worker.v1.TrainEvent;
import dev.tailor.proto.worker.v1.TrainFinished;
import dev.tailor.proto.worker.v1.TrainRequest;
import dev.tailor.proto.worker.v1.TrainStopped;
import dev.tailor.text.ChatEncoder;
import dev.tailor.text.TextFiles;
import java.nio.file.Path;
import java.util.List;

/** Opens, trains and merges with libs/model. */
final class TensorDesk implements ModelDesk {

    private final Peaks peaks = new Peaks();

    @Override
    public InspectResponse inspect(ModelRef model) {
        var directory = directory(model);
        var config = ModelCheck.directory(directory);
        ChatEncoder.open(directory).close();
        return InspectResponse.newBuilder()
                .setArchitecture(config.architecture())
                .setParameters(config.parameters())
                .setLayers(config.layers())
                .setHiddenSize(config.hiddenSize())
                .setVocabularySize(config.vocabularySize())
                .setContextLength(config.contextLength())
                .setDtype(config.dtype())
                .addAllLinearLayers(config.linearLayers())
                .build();
    }

    /** Computes in the number format of the stored weights. */
    @Override
    public OpenModel open(ModelRef model) {
        var directory = directory(model);
        var precision = ModelConfig.read(directory).dtype().equals("F32") ? Precision.FP32 : Precision.BF16;
        var encoder = ChatEncoder.open(directory);
        var tensors = model.getAdapterDirectory().isEmpty()
                ? LanguageModel.open(directory, precision)
                : LanguageModel.open(directory, Path.of(model.getAdapterDirectory()), precision);
        return new OpenModel(encoder, new TensorModel(tensors));
    }

    @Override
    public MergeResponse merge(MergeRequest request) {
        var model = request.getModel();
        if (model.getAdapterDirectory().isEmpty()) {
            throw WorkerProblem.bad("NO_ADAPTER", "There is no adapter to merge into " + model.getDirectory());
        }
        var output = Path.of(request.getOutputDirectory());
        var report = ModelMerger.merge(directory(model), Path.of(model.getAdapterDirectory()), output);
        TextFiles.copy(directory(model), output);
        return MergeResponse.newBuilder()
                .setLargestLogitDifference(report.largestDifference())
                .setMeanDivergence(report.meanDivergence())
                .setTopAgreement(report.topAgreement())
                .build();
    }

    @Override
    public void train(TrainingRun run) {
        var plan = TrainingPlans.of(run.request());
        switch (outcome(run, plan)) {
            case TrainingOutcome.Finished finished -> {
                TextFiles.copy(plan.modelDirectory(), plan.output());
                run.tell(TrainEvent.newBuilder().setFinished(told(finished)));
            }
            case TrainingOutcome.Stopped stopped ->
                run.tell(TrainEvent.newBuilder()
                        .setStopped(TrainStopped.newBuilder().setStep(stopped.step())));
        }
    }

    private TrainingOutcome outcome(TrainingRun run, TrainingPlan plan) {
        try (var samples = Samples.of(run.request(), run.validation())) {
            var share = peaks.of(plan.settings().precision());
            return new FineTuner(new EventTeller(run, samples, share), run::stopping)
                    .run(plan.asking(samples.prompts()), examples(run.rows()), examples(run.validation()));
        }
    }

    @Override
    public PlanResponse plan(TrainRequest request, PreparedRows rows) {
        try (var scratch = ScratchDirectory.in(Path.of(request.getCheckpointDirectory()));
                var samples = Samples.of(request, rows.validation())) {
            var plan = TrainingPlans.of(request.toBuilder()
                    .setCheckpointDirectory(scratch.path().toString())
                    .setOutputDirectory(scratch.path().resolve("output").toString())
                    .clearResumeFrom()
                    .build());
            long limit = ProcessMemory.limit(request.getMemoryLimit());
            var estimate = TrainingEstimate.measure(
                    plan.asking(samples.prompts()), examples(rows.train()), examples(rows.validation()), limit);
            return EstimateMessage.of(estimate, rows.train().counts());
        }
    }

    private static TrainFinished.Builder told(TrainingOutcome.Finished finished) {
        return TrainFinished.newBuilder()
                .setStep(finished.step())
                .setTrainedTokens(finished.trainedTokens())
                .setPeakMemoryBytes(ProcessMemory.peak())
                .setStoppedEarly(finished.stoppedEarly());
    }

    private static List<Example> examples(TrainingRows rows) {
        return rows.rows().stream()
                .map(row -> new Example(row.chat().ids(), row.chat().trained(), row.line()))
                .toList();
    }

    private static Path directory(ModelRef model) {
        if (model.getDirectory().isEmpty()) {
            throw WorkerProblem.badField("NO_MODEL", "model", "The model's directory is not named");
        }
        return Path.of(model.getDirectory());
    }
}

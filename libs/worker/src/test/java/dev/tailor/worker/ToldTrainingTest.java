package dev.tailor.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tailor.proto.worker.v1.LoraSettings;
import dev.tailor.proto.worker.v1.ModelRef;
import dev.tailor.proto.worker.v1.TrainEvent;
import dev.tailor.proto.worker.v1.TrainMethod;
import dev.tailor.proto.worker.v1.TrainOverLength;
import dev.tailor.proto.worker.v1.TrainPrecision;
import dev.tailor.proto.worker.v1.TrainRequest;
import dev.tailor.proto.worker.v1.TrainSample;
import dev.tailor.proto.worker.v1.TrainSampling;
import dev.tailor.proto.worker.v1.TrainSchedule;
import dev.tailor.proto.worker.v1.TrainSettings;
import dev.tailor.proto.worker.v1.WorkerFinishReason;
import dev.tailor.worker.launch.WorkerLaunch;
import dev.tailor.worker.launch.WorkerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the real process tells of a training beside losses: the share of the peak, and the model's answers. */
class ToldTrainingTest {

    @TempDir
    private Path folder;

    @Test
    void eachStepTellsItsShareOfThePeakAndEachValidationTheModelsAnswers() throws IOException {
        // When
        var events = train(request());
        // Then
        assertThat(events)
                .filteredOn(TrainEvent::hasStep)
                .isNotEmpty()
                .allMatch(event -> event.getStep().getMfu() > 0);
        var told = events.stream().filter(TrainEvent::hasSamples).toList();
        assertThat(told)
                .hasSize((int) events.stream().filter(TrainEvent::hasValidation).count());
        var last = told.getLast().getSamples();
        assertThat(last.getSamplesList())
                .extracting(TrainSample::getLine, TrainSample::getAnswer, TrainSample::getReference)
                .containsExactly(tuple(1L, "yes", "yes"), tuple(2L, "yes", "yes"));
        assertThat(last.getSamples(0).getPrompt()).contains("Hi 0");
        assertThat(last.getSamples(0).getFinishReason()).isEqualTo(WorkerFinishReason.WORKER_FINISH_REASON_STOP);
    }

    private List<TrainEvent> train(TrainRequest request) {
        var launch = new WorkerLaunch(
                System.getProperty("java.class.path"), folder.resolve("worker.log"), 1, 256, Duration.ofMinutes(2));
        try (var process = WorkerProcess.start(launch);
                var connection = new WorkerConnection(process.port(), process.token())) {
            List<TrainEvent> events = new ArrayList<>();
            connection.calls().train(request).forEachRemaining(events::add);
            return events;
        }
    }

    private TrainRequest request() throws IOException {
        var rows = rows();
        return TrainRequest.newBuilder()
                .setModel(ModelRef.newBuilder()
                        .setDirectory(TinyModel.write(folder.resolve("model")).toString()))
                .setTrainRows(rows.toString())
                .setValidationRows(rows.toString())
                .setCheckpointDirectory(folder.resolve("checkpoints").toString())
                .setOutputDirectory(folder.resolve("output").toString())
                .setBaseModelName("tiny")
                .setSettings(settings())
                .build();
    }

    private static TrainSettings.Builder settings() {
        return TrainSettings.newBuilder()
                .setMethod(TrainMethod.TRAIN_METHOD_LORA)
                .setLora(LoraSettings.newBuilder().setRank(8).setAlpha(16))
                .setLearningRate(0.02)
                .setSchedule(TrainSchedule.TRAIN_SCHEDULE_CONSTANT)
                .setMaxGradNorm(1)
                .setEpochs(10)
                .setBatchSize(4)
                .setMicroBatchSize(4)
                .setSequenceLength(64)
                .setOverLength(TrainOverLength.TRAIN_OVER_LENGTH_ERROR)
                .setPrecision(TrainPrecision.TRAIN_PRECISION_FP32)
                .setEvalEverySteps(20)
                .setSampling(
                        TrainSampling.newBuilder().setPrompts(2).setMaxTokens(8).setLongestPrompt(64))
                .setSeed(1);
    }

    private Path rows() throws IOException {
        var lines = IntStream.range(0, 16)
                .mapToObj(row ->
                        "{\"messages\":[{\"role\":\"user\",\"content\":\"Hi %d\"},{\"role\":\"assistant\",\"content\":\"yes\"}]}"
                                .formatted(row))
                .toList();
        return Files.write(folder.resolve("rows.jsonl"), lines);
    }
}

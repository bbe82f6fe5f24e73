package dev.tailor.worker;

import dev.tailor.proto.worker.v1.LoraSettings;
import dev.tailor.proto.worker.v1.ModelRef;
import dev.tailor.proto.worker.v1.TrainMethod;
import dev.tailor.proto.worker.v1.TrainOverLength;
import dev.tailor.proto.worker.v1.TrainPrecision;
import dev.tailor.proto.worker.v1.TrainRequest;
import dev.tailor.proto.worker.v1.TrainSchedule;
import dev.tailor.proto.worker.v1.TrainSettings;
import dev.tailor.worker.launch.WorkerLaunch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;

/** Trainings in which a tiny model learns to say yes, and the process for them; all files lie in one folder. */
record TinyTraining(Path folder) {

    static TinyTraining in(Path folder) {
        TinyModel.write(folder.resolve("model"));
        return new TinyTraining(folder);
    }

    ModelRef model() {
        return ModelRef.newBuilder()
                .setDirectory(folder.resolve("model").toString())
                .build();
    }

    WorkerLaunch launch(String log) {
        return new WorkerLaunch(
                System.getProperty("java.class.path"), folder.resolve(log), 1, 256, Duration.ofMinutes(2));
    }

    Path rows(String name, int count) throws IOException {
        return Files.write(
                folder.resolve(name + ".jsonl"),
                IntStream.range(0, count)
                        .mapToObj(
                                "{\"messages\":[{\"role\":\"user\",\"content\":\"Hi %d\"},{\"role\":\"assistant\",\"content\":\"yes\"}]}"
                                        ::formatted)
                        .toList());
    }

    /** Validates on the rows that it learns; what it writes is named like it. */
    TrainRequest.Builder request(String name, int rows) throws IOException {
        var file = rows(name, rows).toString();
        return TrainRequest.newBuilder()
                .setModel(model())
                .setTrainRows(file)
                .setValidationRows(file)
                .setCheckpointDirectory(folder.resolve("checkpoints-" + name).toString())
                .setOutputDirectory(folder.resolve(name).toString())
                .setBaseModelName("tiny")
                .setSettings(TrainSettings.newBuilder()
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
                        .setSeed(1));
    }
}

package dev.tailor.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tailor.proto.worker.v1.TrainEvent;
import dev.tailor.proto.worker.v1.TrainSample;
import dev.tailor.proto.worker.v1.TrainSampling;
import dev.tailor.proto.worker.v1.WorkerFinishReason;
import dev.tailor.worker.launch.WorkerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the real process tells of a training beside losses: the share of the peak, and the model's answers. */
class ToldTrainingTest {

    @TempDir
    private Path folder;

    @Test
    void eachStepTellsItsShareOfThePeakAndEachValidationTheModelsAnswers() throws IOException {
        // When
        var events = train();
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

    private List<TrainEvent> train() throws IOException {
        var training = TinyTraining.in(folder);
        var request = training.request("told", 16);
        request.getSettingsBuilder()
                .setEvalEverySteps(20)
                .setSampling(
                        TrainSampling.newBuilder().setPrompts(2).setMaxTokens(8).setLongestPrompt(64));
        try (var process = WorkerProcess.start(training.launch("worker.log"));
                var connection = new WorkerConnection(process.port(), process.token())) {
            List<TrainEvent> events = new ArrayList<>();
            connection.calls().train(request.build()).forEachRemaining(events::add);
            return events;
        }
    }
}

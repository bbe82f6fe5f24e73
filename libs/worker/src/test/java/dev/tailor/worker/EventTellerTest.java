package dev.tailor.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailor.model.StartReport;
import dev.tailor.proto.worker.v1.ModelRef;
import dev.tailor.proto.worker.v1.TrainEvent;
import dev.tailor.proto.worker.v1.TrainRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventTellerTest {

    @TempDir
    private Path folder;

    @Test
    void rowsThatAreLearntAnswerByAnswerAreToldWhenTrainingBegins() {
        // When
        var events = begin(3, 0);
        // Then
        assertThat(events).hasSize(2);
        assertThat(events.getFirst().getStarted().getTotalSteps()).isEqualTo(10);
        assertThat(events.getLast().getWarning().getReason()).isEqualTo("ROWS_TAKEN_APART");
        assertThat(events.getLast().getWarning().getMessage()).startsWith("3 rows are learnt answer by answer");
    }

    @Test
    void nothingIsToldOfThemTwiceNorWithoutThem() {
        assertThat(begin(3, 5)).singleElement().matches(TrainEvent::hasStarted);
        assertThat(begin(0, 0)).singleElement().matches(TrainEvent::hasStarted);
    }

    @Test
    void longValidationRowsAreToldToo() {
        // Given
        var counts = new RowCounts(0, 2, 0, List.of(3L, 7L));
        // When
        var events = begin(new PreparedRows(TrainingRows.NONE, new TrainingRows(List.of(), counts, 0)), 0);
        // Then
        assertThat(events.getLast().getWarning().getMessage())
                .isEqualTo("Of the validation rows that exceed the sequence length, 0 were truncated, 0 split and 2"
                        + " dropped; the first of them are on lines 3, 7; none is left, so that nothing is validated");
    }

    private List<TrainEvent> begin(long apart, int fromStep) {
        return begin(new PreparedRows(new TrainingRows(List.of(), RowCounts.NONE, apart), TrainingRows.NONE), fromStep);
    }

    private List<TrainEvent> begin(PreparedRows rows, int fromStep) {
        List<TrainEvent> events = new ArrayList<>();
        var request = TrainRequest.newBuilder()
                .setModel(ModelRef.newBuilder()
                        .setDirectory(TinyModel.write(folder).toString()))
                .build();
        var run = new TrainingRun(request, rows, new TrainingRun.Voice(events::add, new AtomicBoolean()));
        try (var samples = Samples.of(request, TrainingRows.NONE)) {
            new EventTeller(run, samples, operations -> 0).started(new StartReport(10, fromStep, 4, 20));
        }
        return events;
    }
}

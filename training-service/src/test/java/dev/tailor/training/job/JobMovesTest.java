package dev.tailor.training.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tailor.training.problem.IllegalJobMove;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobMovesTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final TrainingJob job = TrainingJob.submitted(
            "ftjob-1",
            new TrainingJobSpec("tiny", "file-1", null, null, 0, Map.of(), Hyperparameters.AUTO, TailorOptions.AUTO),
            NOON);

    @Test
    void aQueuedJobIsPausedAndResumed() {
        var paused = job.in(new JobState.Queued()).paused(0);
        assertThat(paused.state()).isEqualTo(new JobState.Paused());
        assertThat(paused.resumed().state()).isEqualTo(new JobState.Queued());
    }

    @Test
    void aJobThatHasEndedIsNamedWithItsStatus() {
        var done = job.in(new JobState.Succeeded("ft:tiny", NOON));
        assertThatThrownBy(() -> done.paused(0))
                .isInstanceOf(IllegalJobMove.class)
                .hasMessage("The job ftjob-1 is succeeded and cannot be paused; it has ended: submit another one to"
                        + " train again");
        assertThatThrownBy(() -> done.cancelled(NOON)).hasMessageContaining("is succeeded and cannot be cancelled");
    }

    @Test
    void nothingRemainsOfAJobThatHasEnded() {
        // Given
        var running = job.in(new JobState.Running("worker", NOON))
                .at(new Progress(3, 12, 0.75, 40.5, 800, 0, 4.5, null, StepTotals.NONE));
        // When
        var stoppedEarly = running.in(new JobState.Succeeded("ft:tiny", NOON));
        var cancelled = running.cancelled(NOON);
        // Then
        assertThat(running.secondsRemaining()).isEqualTo(40.5);
        assertThat(stoppedEarly.percent()).isEqualTo(100);
        assertThat(stoppedEarly.secondsRemaining()).isZero();
        assertThat(cancelled.percent()).isEqualTo(25);
        assertThat(cancelled.secondsRemaining()).isZero();
    }

    @Test
    void aMoveThatIsTooEarlyTellsThoseThatArePossible() {
        assertThatThrownBy(() -> job.paused(0))
                .hasMessage("The job ftjob-1 is validating_files and cannot be paused; it can be cancelled");
        assertThatThrownBy(job.in(new JobState.Running("worker", NOON))::resumed)
                .hasMessage("The job ftjob-1 is running and cannot be resumed; it can be paused or cancelled");
        assertThatThrownBy(() -> job.in(new JobState.Paused()).paused(0))
                .hasMessage("The job ftjob-1 is paused and cannot be paused; it can be resumed or cancelled");
    }
}

package dev.tailor.training.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailor.training.job.JobState.Queued;
import dev.tailor.training.job.JobState.Running;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobClaimsTest {

    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
    private static final Duration LEASE = Duration.ofSeconds(15);

    private final TrainingJobRepository jobs = new InMemoryTrainingJobs();

    @Test
    void aClaimedJobIsNotClaimedByAnother() {
        // Given
        queued("ftjob-1");
        // When
        var first = claims("one", 0).claim();
        var second = claims("two", 14).claim();
        // Then
        assertThat(first).map(TrainingJob::state).contains(new Running("one", START.plus(LEASE)));
        assertThat(second).isEmpty();
    }

    @Test
    void aJobWhoseLeaseRanOutIsTakenOver() {
        // Given
        queued("ftjob-1");
        claims("one", 0).claim();
        // When
        var taken = claims("two", 15).claim();
        // Then
        assertThat(taken).map(TrainingJob::id).contains("ftjob-1");
        assertThat(claims("one", 16).renew("ftjob-1")).isFalse();
        assertThat(claims("two", 16).renew("ftjob-1")).isTrue();
    }

    @Test
    void aRenewedLeaseKeepsOthersOff() {
        // Given
        queued("ftjob-1");
        claims("one", 0).claim();
        // When
        claims("one", 10).renew("ftjob-1");
        // Then
        assertThat(claims("two", 24).claim()).isEmpty();
        assertThat(claims("two", 25).claim()).isPresent();
    }

    @Test
    void aJobThatWasGivenBackIsFreeAtOnce() {
        // Given
        queued("ftjob-1");
        claims("one", 0).claim();
        // When
        claims("one", 1).giveBack("ftjob-1");
        // Then
        assertThat(state()).isInstanceOf(Queued.class);
        assertThat(claims("two", 1).claim()).isPresent();
    }

    @Test
    void aWorkerThatStartsAgainReleasesOnlyItsOwnJobs() {
        // Given
        queued("ftjob-1");
        claims("one", 0).claim();
        // When
        claims("two", 1).releaseOwn();
        var held = state();
        claims("one", 1).releaseOwn();
        // Then
        assertThat(held).isInstanceOf(Running.class);
        assertThat(state()).isInstanceOf(Queued.class);
    }

    @Test
    void aCancelledJobIsHeldByNobody() {
        // Given
        queued("ftjob-1");
        claims("one", 0).claim();
        // When
        jobs.update("ftjob-1", job -> job.cancelled(START));
        // Then
        assertThat(claims("one", 1).whileHeld("ftjob-1", TrainingJob::crashedAgain))
                .isEmpty();
        assertThat(jobs.find("ftjob-1").orElseThrow().crashes()).isZero();
    }

    @Test
    void theOldestJobComesFirst() {
        // Given
        queued("ftjob-1");
        queued("ftjob-2");
        // Then
        assertThat(claims("one", 0).claim()).map(TrainingJob::id).contains("ftjob-1");
        assertThat(claims("two", 0).claim()).map(TrainingJob::id).contains("ftjob-2");
    }

    private JobClaims claims(String worker, int seconds) {
        return new JobClaims(jobs, worker, LEASE, Clock.fixed(START.plusSeconds(seconds), ZoneOffset.UTC));
    }

    private JobState state() {
        return jobs.find("ftjob-1").orElseThrow().state();
    }

    private void queued(String id) {
        var spec = new TrainingJobSpec(
                "tiny", "file-1", null, null, 0, Map.of(), Hyperparameters.AUTO, TailorOptions.AUTO);
        jobs.add(TrainingJob.submitted(id, spec, START).in(new Queued()), Optional.empty());
    }
}

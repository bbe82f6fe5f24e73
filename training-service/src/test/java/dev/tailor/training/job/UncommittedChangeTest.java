package dev.tailor.training.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tailor.training.job.db.SmallDisk;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Changes that the embedded database cannot keep: the job waits, and goes on when the trouble has passed. */
@QuarkusTest
@QuarkusTestResource(value = SmallDisk.class, restrictToAnnotatedClass = true)
class UncommittedChangeTest {

    private static final int CHANGES = 12;
    private static final int PAGE = 4096;

    private final TrainingJobRepository jobs;
    private final TransactionManager transactions;

    /** The disk puts itself here. */
    SmallDisk disk = new SmallDisk();

    UncommittedChangeTest(TrainingJobRepository jobs, TransactionManager transactions) {
        this.jobs = jobs;
        this.transactions = transactions;
    }

    @Test
    void anyChangeThatAFullDiskBreaksIsAnOutageAndTheNextOneIsKept() {
        assumeTrue(disk.mounted(), "Skipped: mounting a small disk needs root");
        // Given
        var id = added();
        // When
        var failures =
                Stream.of(0, 4).flatMap(pages -> onFullDisk(id, pages).stream()).toList();
        // Then
        assertThat(failures)
                .isNotEmpty()
                .allSatisfy(failed -> assertThat(Outage.of(failed)).isPresent())
                .anySatisfy(failed ->
                        assertThat(failed).hasRootCauseMessage("ARJUNA016053: Could not commit transaction."));
        int crashes = jobs.find(id).orElseThrow().crashes();
        assertThat(jobs.update(id, TrainingJob::crashedAgain).crashes()).isEqualTo(crashes + 1);
        assertThat(jobs.find(id).orElseThrow().crashes()).isEqualTo(crashes + 1);
    }

    @Test
    void aChangeThatTakesLongerThanItMayIsAnOutage() throws SystemException {
        // Given
        var id = added();
        transactions.setTransactionTimeout(1);
        // When
        var failed = catchThrowable(() -> jobs.update(id, job -> {
            awaitTimeout();
            return job.crashedAgain();
        }));
        transactions.setTransactionTimeout(0);
        // Then
        assertThat(Outage.of(failed))
                .contains(new Outage(
                        "The database of training-service does not answer: a change took too long and was undone"));
        assertThat(jobs.find(id).orElseThrow().crashes()).isZero();
    }

    private List<Throwable> onFullDisk(String id, int pagesLeft) {
        var failures = new ArrayList<Throwable>();
        try (var full = disk.fullBut((long) pagesLeft * PAGE)) {
            for (int change = 0; change < CHANGES; change++) {
                var failed = catchThrowable(() -> jobs.update(id, TrainingJob::crashedAgain));
                if (failed != null) {
                    failures.add(failed);
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return failures;
    }

    private void awaitTimeout() {
        try {
            while (transactions.getStatus() == Status.STATUS_ACTIVE) {
                Thread.onSpinWait();
            }
        } catch (SystemException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private String added() {
        var spec = new TrainingJobSpec(
                "tiny", "file-1", null, "try", 7, Map.of(), Hyperparameters.AUTO, TailorOptions.AUTO);
        var job = TrainingJob.submitted("ftjob-" + UUID.randomUUID(), spec, Instant.EPOCH);
        return jobs.add(job, Optional.empty()).id();
    }
}

package dev.tailor.eval.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailor.eval.PeerFailed;
import dev.tailor.eval.PeerUnavailable;
import dev.tailor.eval.model.BaseModels;
import dev.tailor.eval.model.ModelCache;
import dev.tailor.eval.model.Models;
import dev.tailor.eval.model.ScriptedModels;
import dev.tailor.eval.model.StoredModels;
import dev.tailor.eval.statistics.PairedBootstrap;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What passes by itself costs a comparison time, and nothing else. */
class ComparisonOutageTest {
    private static final Subject SUBJECT = new Subject("base", "ft:base:tailor:good:1", "ds-sums");
    private static final Duration LEASE = Duration.ofSeconds(30);

    @TempDir
    private Path home;

    private final AtomicInteger outages = new AtomicInteger();
    private final StoredModels registry = new StoredModels();
    private final ScriptedModels scripted = new ScriptedModels();

    @Test
    void aComparisonWaitsForADataServiceThatIsAwayHoweverLong() {
        // Given
        var repository = new InMemoryComparisons();
        var order = order(repository);
        var runner =
                runner(repository, failing(new PeerUnavailable("data-service", new IllegalStateException("away"))));
        outages.set(7);
        // When
        for (int times = 0; times < 7; times++) {
            assertThat(runner.runNext()).as("asks for a pause").isFalse();
            assertThat(state(repository, order)).isEqualTo(new ComparisonState.Queued(0));
        }
        // Then
        assertThat(runner.runNext()).isTrue();
        assertThat(state(repository, order)).isInstanceOf(ComparisonState.Completed.class);
    }

    @Test
    void aServiceThatAnswersWronglyEndsItAfterThreeTimesWithItsReason() {
        // Given
        var repository = new InMemoryComparisons();
        var order = order(repository);
        var runner = runner(repository, failing(new PeerFailed("data-service", new IllegalStateException("odd"))));
        outages.set(3);
        // When
        for (int times = 0; times < 3; times++) {
            runner.runNext();
        }
        // Then
        var failed = (ComparisonState.Failed) state(repository, order);
        assertThat(failed.failure().code()).isEqualTo("peer_failed");
        assertThat(failed.failure().message()).contains("data-service", "odd");
    }

    @Test
    void aResultIsKeptUntilTheDatabaseTakesIt() {
        // Given
        var repository = new InMemoryComparisons() {
            @Override
            public synchronized boolean leave(Comparison next, String owner, List<Item> scored) {
                strike();
                return super.leave(next, owner, scored);
            }
        };
        var order = order(repository);
        outages.set(3);
        // When
        boolean ran = runner(repository, new StoredRows()).runNext();
        // Then
        assertThat(ran).isTrue();
        assertThat(outages).hasValue(0);
        assertThat(state(repository, order)).isInstanceOf(ComparisonState.Completed.class);
        assertThat(repository.items(order.id(), "", 20).entries()).hasSize(12);
    }

    @Test
    void aRunGoesOnWhileItsProgressCannotBeNoted() {
        // Given
        var repository = new InMemoryComparisons() {
            @Override
            public synchronized void progress(String id, String owner, double percent) {
                strike();
                super.progress(id, owner, percent);
            }
        };
        var order = order(repository);
        outages.set(1000);
        // When
        runner(repository, new StoredRows()).runNext();
        // Then
        assertThat(state(repository, order)).isInstanceOf(ComparisonState.Completed.class);
    }

    @Test
    void aLeaseIsRenewedAgainAfterTheDatabaseWasAway() {
        // Given
        var renewed = new CountDownLatch(1);
        var repository = new InMemoryComparisons() {
            @Override
            public boolean renew(String id, Lease lease) {
                strike();
                renewed.countDown();
                return super.renew(id, lease);
            }
        };
        var order = order(repository);
        outages.set(2);
        var patient = new StoredRows() {
            @Override
            public List<TestRow> first(String dataset, int limit) {
                await(renewed);
                return super.first(dataset, limit);
            }
        };
        // When
        new ComparisonRunner(
                        repository, evaluation(patient), Clock.systemUTC(), Duration.ofMillis(30), Duration.ofMillis(1))
                .runNext();
        // Then
        assertThat(renewed.getCount()).isZero();
        assertThat(state(repository, order)).isInstanceOf(ComparisonState.Completed.class);
    }

    @Test
    void whatTheDatabaseRefusesForGoodIsNoOutage() {
        assertThat(Outage.of(new IllegalStateException(new SQLException("too long", "22001"))))
                .isEmpty();
        assertThat(Outage.of(new IllegalStateException(new SQLException("connection lost", "08006"))))
                .isPresent();
    }

    @Test
    void aComparisonWaitsForRoomOnItsDisk() throws Exception {
        // Given
        var repository = new InMemoryComparisons();
        var order = order(repository);
        try (var disk = SmallDisk.at(home.resolve("work"))) {
            var runner = runner(repository, new StoredRows());
            disk.fill();
            // When
            boolean ran = runner.runNext();
            // Then
            assertThat(ran).isFalse();
            assertThat(state(repository, order)).isEqualTo(new ComparisonState.Queued(0));
            assertThat(disk.folder()).isDirectoryContaining("glob:**filling").isDirectoryNotContaining("glob:**rows-*");
            // And
            disk.makeRoom();
            assertThat(runner.runNext()).isTrue();
            assertThat(state(repository, order)).isInstanceOf(ComparisonState.Completed.class);
        }
    }

    private void strike() {
        if (outages.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IllegalStateException(new SQLException("connection lost", "08006"));
        }
    }

    private TestRows failing(RuntimeException problem) {
        return new StoredRows() {
            @Override
            public List<TestRow> first(String dataset, int limit) {
                if (outages.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                    throw problem;
                }
                return super.first(dataset, limit);
            }
        };
    }

    private Comparison order(ComparisonRepository repository) {
        return new Comparisons(repository, models(), new StoredRows(), Clock.systemUTC()).create(SUBJECT);
    }

    private static ComparisonState state(ComparisonRepository repository, Comparison order) {
        return repository.find(order.id()).orElseThrow().state();
    }

    private ComparisonRunner runner(ComparisonRepository repository, TestRows rows) {
        return new ComparisonRunner(repository, evaluation(rows), Clock.systemUTC(), LEASE, Duration.ofMillis(1));
    }

    private Evaluation evaluation(TestRows rows) {
        return new Evaluation(
                models(),
                scripted,
                rows,
                new PairedBootstrap(200, 0),
                new EvaluationLimits(1000, 64),
                new Scratch(home.resolve("work")));
    }

    private Models models() {
        return new Models(new BaseModels(List.of()), registry, new ModelCache(home.resolve("models"), registry));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}

package dev.tailor.eval.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailor.eval.metric.RowLoss;
import dev.tailor.eval.statistics.Interval;
import dev.tailor.eval.statistics.Judgement;
import dev.tailor.eval.statistics.MetricComparison;
import dev.tailor.eval.statistics.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every repository of comparisons must do. Starts each test with nothing to claim. */
public interface ComparisonRepositoryContract {
    Instant START = Instant.parse("2026-01-02T03:04:05Z");
    Instant LATE = START.plusSeconds(1_000_000);
    Lease LEASE = new Lease("me", START.plusSeconds(30));

    ComparisonRepository repository();

    @BeforeEach
    default void drainTheQueue() {
        var forever = new Lease("drain", LATE.plusSeconds(1_000_000));
        while (repository().claim(forever, LATE).isPresent()) {
            assertThat(repository()).isNotNull();
        }
    }

    @Test
    default void whatWasAddedIsFoundAgain() {
        // Given
        var comparison = added(0);
        // When
        var found = repository().find(comparison.id());
        // Then
        assertThat(found).contains(comparison);
        assertThat(repository().find("cmp-none")).isEmpty();
    }

    @Test
    default void theSameSubjectGivesTheStandingComparison() {
        // Given
        var first = added(0);
        // When
        var second = repository().add(comparison(first.subject(), 5));
        // Then
        assertThat(second).isEqualTo(first);
    }

    @Test
    default void aFailedComparisonGivesItsSubjectFree() {
        // Given
        var running = claimed(added(0));
        var state = (ComparisonState.Running) running.state();
        var failed = running.with(state.fail(new Failure("worker_lost", "It ended"), START.plusSeconds(9)));
        // When
        var kept = repository().leave(failed, "me", List.of());
        var second = repository().add(comparison(running.subject(), 10));
        // Then
        assertThat(kept).isTrue();
        assertThat(repository().find(failed.id())).contains(failed);
        assertThat(second.id()).isNotEqualTo(failed.id());
    }

    @Test
    default void comparisonsAreCountedByTheirState() {
        // Given
        var before = repository().counts();
        // When
        var waiting = added(0);
        var whileWaiting = repository().counts();
        claimed(waiting);
        // Then
        assertThat(whileWaiting.getOrDefault("queued", 0L)).isEqualTo(before.getOrDefault("queued", 0L) + 1);
        assertThat(repository().counts().getOrDefault("queued", 0L)).isEqualTo(before.getOrDefault("queued", 0L));
        assertThat(repository().counts().getOrDefault("running", 0L)).isEqualTo(before.getOrDefault("running", 0L) + 1);
    }

    @Test
    default void aClaimedComparisonIsNotClaimedAgainUntilItsLeaseRanOut() {
        // Given
        var running = claimed(added(0));
        var other = new Lease("other", START.plusSeconds(90));
        // When
        var early = repository().claim(other, START.plusSeconds(29));
        var late = repository().claim(other, START.plusSeconds(31));
        // Then
        assertThat(early).isEmpty();
        assertThat(late.orElseThrow().state()).isEqualTo(new ComparisonState.Running(other, 2, 0));
        assertThat(repository().renew(running.id(), LEASE)).isFalse();
        assertThat(repository().leave(running.with(new ComparisonState.Queued(1)), "me", List.of()))
                .isFalse();
    }

    @Test
    default void aRenewedLeaseHolds() {
        // Given
        var running = claimed(added(0));
        // When
        var renewed = repository().renew(running.id(), new Lease("me", START.plusSeconds(60)));
        repository().progress(running.id(), "me", 42);
        // Then
        assertThat(renewed).isTrue();
        assertThat(repository().claim(new Lease("other", LATE), START.plusSeconds(31)))
                .isEmpty();
        assertThat(repository().find(running.id()).orElseThrow().state())
                .isEqualTo(new ComparisonState.Running(new Lease("me", START.plusSeconds(60)), 1, 42));
    }

    @Test
    default void aReleasedComparisonIsClaimedAgainWithItsAttempts() {
        // Given
        var running = claimed(added(0));
        var state = (ComparisonState.Running) running.state();
        // When
        repository().leave(running.with(state.release()), "me", List.of());
        // Then
        assertThat(repository().claim(LEASE, START).orElseThrow().state())
                .isEqualTo(new ComparisonState.Running(LEASE, 2, 0));
    }

    @Test
    default void resultAndItemsAreKeptInRowOrder() {
        // Given
        var running = claimed(added(0));
        var completed = running.with(((ComparisonState.Running) running.state()).complete(result(), START));
        var items = List.of(item("row-b"), item("row-a"), item("row-c"));
        // When
        repository().leave(completed, "me", items);
        // Then
        assertThat(repository().find(running.id())).contains(completed);
        assertThat(repository().items(running.id(), "", 2)).isEqualTo(new Page<>(items.subList(0, 2), true));
        assertThat(repository().items(running.id(), "row-a", 2)).isEqualTo(new Page<>(items.subList(2, 3), false));
    }

    @Test
    default void listsGoFromNewToOld() {
        // Given
        var first = added(2_000_000);
        var second = added(2_000_001);
        // When
        var page = repository().list("", 1);
        var next = repository().list(second.id(), 1);
        // Then
        assertThat(page).isEqualTo(new Page<>(List.of(second), true));
        assertThat(next.entries()).containsExactly(first);
        claimed(first);
        assertThat(repository().claim(LEASE, START)).isPresent();
    }

    private Comparison added(long seconds) {
        var unique = UUID.randomUUID().toString();
        return repository().add(comparison(new Subject("base", "ft:base:tailor:x:" + unique, "ds-1"), seconds));
    }

    private static Comparison comparison(Subject subject, long seconds) {
        return new Comparison(
                "cmp-" + UUID.randomUUID(), subject, START.plusSeconds(seconds), new ComparisonState.Queued(0));
    }

    private Comparison claimed(Comparison expected) {
        var claimed = repository().claim(LEASE, START).orElseThrow();
        assertThat(claimed.id()).isEqualTo(expected.id());
        return claimed;
    }

    private static Item item(String id) {
        var scores = new ItemScores("an \u0000 answer", new RowLoss(1.5, 3), 0, 0.5, 12.25);
        return new Item(new Example(id, "[]", "a reference"), scores, scores);
    }

    private static ComparisonResult result() {
        var interval = new Interval(0.5, 0.25, 0.75);
        var metric = new MetricComparison("loss", interval, interval, interval, 0.04);
        return new ComparisonResult(List.of(metric), new Judgement(Verdict.BETTER, "Better: yes"), 3, 10);
    }
}

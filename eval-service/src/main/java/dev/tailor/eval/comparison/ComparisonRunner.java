package dev.tailor.eval.comparison;

import dev.tailor.eval.EvalException;
import dev.tailor.eval.PeerFailed;
import dev.tailor.eval.WorkerLost;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Runs comparisons one at a time. A lease, renewed while a run goes on, keeps others away; a run whose process died is
 * taken over once its lease ran out. A lost worker is tried again, three times in all; while a disk is full, a database or
 * another service away, the comparison waits.
 */
public final class ComparisonRunner {
    private static final Logger LOG = Logger.getLogger(ComparisonRunner.class);
    private static final int MOST_ATTEMPTS = 3;

    private final ComparisonRepository repository;
    private final Evaluation evaluation;
    private final Clock clock;
    private final Duration leaseTime;
    private final Duration pause;
    private final String owner = UUID.randomUUID().toString();

    /** @param pause before what could not be stored is tried again */
    public ComparisonRunner(
            ComparisonRepository repository, Evaluation evaluation, Clock clock, Duration leaseTime, Duration pause) {
        this.repository = repository;
        this.evaluation = evaluation;
        this.clock = clock;
        this.leaseTime = leaseTime;
        this.pause = pause;
    }

    /** Runs the next comparison to its end; false if none waits, or if the next try needs a pause before it. */
    public boolean runNext() {
        var claimed = repository.claim(nextLease(), clock.instant());
        return claimed.isPresent() && runLeased(claimed.get());
    }

    private boolean runLeased(Comparison comparison) {
        if (!(comparison.state() instanceof ComparisonState.Running running)) {
            throw new IllegalStateException("The claimed comparison %s does not run".formatted(comparison.id()));
        }
        LOG.infof("comparison started comparisonId=%s attempt=%d", comparison.id(), running.attempts());
        try (var heartbeat = Heartbeat.start(leaseTime.dividedBy(3), () -> renew(comparison))) {
            var end = end(comparison, running);
            leave(comparison.with(end.state()), end.items());
            return end.next() == Next.AT_ONCE;
        }
    }

    /** How a run ended, and what it found. */
    private record End(ComparisonState state, List<Item> items, Next next) {
        static End in(ComparisonState state) {
            return new End(state, List.of(), Next.AT_ONCE);
        }
    }

    private enum Next {
        AT_ONCE,
        AFTER_A_PAUSE
    }

    private End end(Comparison comparison, ComparisonState.Running running) {
        var progress = new WholePercents(percent -> note(comparison, percent));
        return switch (Attempt.of(() -> evaluation.run(comparison.subject(), progress))) {
            case Attempt.Done<Evaluation.Outcome>(var outcome) ->
                new End(running.complete(outcome.result(), clock.instant()), outcome.items(), Next.AT_ONCE);
            case Attempt.Failed<Evaluation.Outcome>(var reason) -> after(reason, comparison, running);
        };
    }

    private End after(RuntimeException failed, Comparison comparison, ComparisonState.Running running) {
        var outage = Outage.of(failed);
        LOG.warnf(
                "comparison interrupted comparisonId=%s attempt=%d reason=%s",
                comparison.id(), running.attempts(), outage.map(Outage::reason).orElse(failed.toString()));
        if (outage.isPresent()) {
            return new End(running.postpone(), List.of(), Next.AFTER_A_PAUSE);
        }
        return switch (failed) {
            case WorkerLost lost when running.attempts() < MOST_ATTEMPTS -> End.in(running.release());
            case PeerFailed wrong when running.attempts() < MOST_ATTEMPTS -> End.in(running.release());
            case EvalException refused -> End.in(running.fail(Failure.of(refused), clock.instant()));
            default -> {
                LOG.errorf(failed, "comparison failed comparisonId=%s", comparison.id());
                yield End.in(running.fail(Failure.UNFORESEEN, clock.instant()));
            }
        };
    }

    /** A percentage that cannot be stored is not worth the run. */
    private void note(Comparison comparison, double percent) {
        duringOutage(() -> {
            repository.progress(comparison.id(), owner, percent);
            return true;
        });
    }

    /** What a run found is not lost with a database that is away: it is kept here until it can be stored. */
    private void leave(Comparison next, List<Item> items) {
        var kept = duringOutage(() -> repository.leave(next, owner, items));
        while (kept.isEmpty() && rested()) {
            kept = duringOutage(() -> repository.leave(next, owner, items));
        }
        LOG.infof(
                "comparison left comparisonId=%s state=%s kept=%s",
                next.id(), next.state().name(), kept.orElse(false));
    }

    private boolean rested() {
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void renew(Comparison comparison) {
        var renewed = duringOutage(() -> repository.renew(comparison.id(), nextLease()));
        if (renewed.isPresent() && !renewed.get()) {
            LOG.warnf("lease lost comparisonId=%s", comparison.id());
        }
    }

    /** Empty where the store is away. */
    private static <T> Optional<T> duringOutage(Supplier<T> call) {
        return switch (Attempt.of(call)) {
            case Attempt.Done<T>(var result) -> Optional.of(result);
            case Attempt.Failed<T>(var reason) -> {
                var outage = Outage.of(reason).orElseThrow(() -> reason);
                LOG.warnf("comparison not stored reason=%s", outage.reason());
                yield Optional.empty();
            }
        };
    }

    private Lease nextLease() {
        return new Lease(owner, clock.instant().plus(leaseTime));
    }
}

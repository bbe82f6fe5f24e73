package dev.tailor.eval.comparison;

import dev.tailor.eval.EvalException;
import dev.tailor.eval.PeerUnavailable;
import dev.tailor.eval.WorkerLost;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Runs comparisons one at a time. A lease, renewed while a run goes on, keeps others away; a run whose process died is
 * taken over once its lease ran out. What may pass (a lost worker, an absent service) is tried again, three times in all.
 */
public final class ComparisonRunner {
    private static final Logger LOG = Logger.getLogger(ComparisonRunner.class);
    private static final int MOST_ATTEMPTS = 3;

    private final ComparisonRepository repository;
    private final Evaluation evaluation;
    private final Clock clock;
    private final Duration leaseTime;
    private final String owner = UUID.randomUUID().toString();

    public ComparisonRunner(ComparisonRepository repository, Evaluation evaluation, Clock clock, Duration leaseTime) {
        this.repository = repository;
        this.evaluation = evaluation;
        this.clock = clock;
        this.leaseTime = leaseTime;
    }

    /** Runs the next comparison to its end; false if none waits. */
    public boolean runNext() {
        var claimed = repository.claim(nextLease(), clock.instant());
        claimed.ifPresent(this::runLeased);
        return claimed.isPresent();
    }

    private void runLeased(Comparison comparison) {
        if (!(comparison.state() instanceof ComparisonState.Running running)) {
            throw new IllegalStateException("The claimed comparison %s does not run".formatted(comparison.id()));
        }
        LOG.infof("comparison started comparisonId=%s attempt=%d", comparison.id(), running.attempts());
        try (var heartbeat = Heartbeat.start(leaseTime.dividedBy(3), () -> renew(comparison))) {
            run(comparison, running);
        }
    }

    private void run(Comparison comparison, ComparisonState.Running running) {
        try {
            var progress = new WholePercents(percent -> repository.progress(comparison.id(), owner, percent));
            var outcome = evaluation.run(comparison.subject(), progress);
            leave(comparison.with(running.complete(outcome.result(), clock.instant())), outcome.items());
        } catch (WorkerLost | PeerUnavailable passing) {
            retry(comparison, running, passing);
        } catch (EvalException refused) {
            leave(comparison.with(running.fail(Failure.of(refused), clock.instant())), List.of());
        } catch (RuntimeException unforeseen) {
            LOG.errorf(unforeseen, "comparison failed comparisonId=%s", comparison.id());
            leave(comparison.with(running.fail(Failure.UNFORESEEN, clock.instant())), List.of());
        }
    }

    private void retry(Comparison comparison, ComparisonState.Running running, EvalException passing) {
        LOG.warnf(
                "comparison interrupted comparisonId=%s attempt=%d reason=%s",
                comparison.id(), running.attempts(), passing.getMessage());
        ComparisonState next = running.attempts() < MOST_ATTEMPTS
                ? running.release()
                : running.fail(Failure.of(passing), clock.instant());
        leave(comparison.with(next), List.of());
    }

    private void leave(Comparison next, List<Item> items) {
        boolean kept = repository.leave(next, owner, items);
        LOG.infof(
                "comparison left comparisonId=%s state=%s kept=%s",
                next.id(), next.state().getClass().getSimpleName(), kept);
    }

    private void renew(Comparison comparison) {
        if (!repository.renew(comparison.id(), nextLease())) {
            LOG.warnf("lease lost comparisonId=%s", comparison.id());
        }
    }

    private Lease nextLease() {
        return new Lease(owner, clock.instant().plus(leaseTime));
    }
}

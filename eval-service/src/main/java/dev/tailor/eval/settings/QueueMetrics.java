package dev.tailor.eval.settings;

import dev.tailor.eval.chat.ModelQueues;
import dev.tailor.eval.comparison.ComparisonRepository;
import dev.tailor.eval.comparison.ComparisonState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;

/** Tells how many comparisons are in each state and how many chat requests run or wait. */
@ApplicationScoped
public class QueueMetrics {
    private final ComparisonRepository comparisons;
    private final ModelQueues queues;
    private final MeterRegistry registry;

    public QueueMetrics(ComparisonRepository comparisons, ModelQueues queues, MeterRegistry registry) {
        this.comparisons = comparisons;
        this.queues = queues;
        this.registry = registry;
    }

    public void register() {
        for (var status : ComparisonState.NAMES) {
            Gauge.builder("tailor.eval.comparisons", () -> comparisons.counts().getOrDefault(status, 0L))
                    .description("Comparisons by status")
                    .tag("status", status)
                    .register(registry);
        }
        Gauge.builder("tailor.eval.chats", queues::present)
                .description("Chat requests that run or wait")
                .register(registry);
    }
}

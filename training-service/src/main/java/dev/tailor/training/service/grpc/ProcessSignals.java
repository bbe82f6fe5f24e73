package dev.tailor.training.service.grpc;

import dev.tailor.training.service.QueueMetrics;
import dev.tailor.training.service.TrainingLifecycle;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Passes on that the process has started and that it is to end, while database and network still work. */
@ApplicationScoped
public class ProcessSignals {

    private final TrainingLifecycle lifecycle;
    private final QueueMetrics metrics;

    public ProcessSignals(TrainingLifecycle lifecycle, QueueMetrics metrics) {
        this.lifecycle = lifecycle;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent event) {
        metrics.register();
        lifecycle.start();
    }

    void stop(@Observes ShutdownEvent event) {
        lifecycle.stop();
    }
}

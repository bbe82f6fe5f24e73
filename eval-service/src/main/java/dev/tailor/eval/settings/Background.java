package dev.tailor.eval.settings;

import dev.tailor.eval.comparison.ComparisonLoop;
import dev.tailor.eval.model.ModelSweep;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;

/** Starts what runs without being asked. */
@ApplicationScoped
public class Background {
    void begin(@Observes Startup started, ComparisonLoop loop, ModelSweep sweep, QueueMetrics metrics) {
        metrics.register();
        loop.start();
        sweep.start();
    }
}

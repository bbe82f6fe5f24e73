package dev.tailor.training.service;

import dev.tailor.training.job.JobStatus;
import dev.tailor.training.job.TrainingJobRepository;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;

/** Tells how many jobs are in each state; the queued ones are what replicas follow. */
@ApplicationScoped
public class QueueMetrics {

    private final TrainingJobRepository jobs;
    private final MeterRegistry registry;

    public QueueMetrics(TrainingJobRepository jobs, MeterRegistry registry) {
        this.jobs = jobs;
        this.registry = registry;
    }

    public void register() {
        for (var status : JobStatus.values()) {
            Gauge.builder("tailor.training.jobs", () -> jobs.countByStatus().getOrDefault(status, 0L))
                    .description("Fine-tuning jobs by status")
                    .tag("status", status.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
    }
}

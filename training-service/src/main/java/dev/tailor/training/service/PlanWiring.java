package dev.tailor.training.service;

import dev.tailor.training.job.Datasets;
import dev.tailor.training.job.JobPlans;
import dev.tailor.training.job.JobStarts;
import dev.tailor.training.job.Planner;
import dev.tailor.training.job.SpecCheck;
import dev.tailor.training.job.WorkerDevice;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Builds the plans without a job. */
public class PlanWiring {

    private final TailorConfig config;
    private final WorkerDevice device;

    public PlanWiring(TailorConfig config, WorkerDevice device) {
        this.config = config;
        this.device = device;
    }

    @Produces
    @Singleton
    JobPlans plans(SpecCheck check, JobStarts starts, Datasets datasets, Planner planner) {
        var work =
                config.home().toAbsolutePath().normalize().resolve("training").resolve("work");
        return new JobPlans(
                check,
                starts,
                datasets,
                planner,
                new JobPlans.Workplace(device, work),
                config.training().planPatience());
    }
}

package dev.tailor.training.service;

import dev.tailor.training.job.Datasets;
import dev.tailor.training.job.JobPlans;
import dev.tailor.training.job.JobStarts;
import dev.tailor.training.job.Planner;
import dev.tailor.training.job.SpecCheck;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Builds the plans without a job. */
public class PlanWiring {

    private final TailorConfig config;

    public PlanWiring(TailorConfig config) {
        this.config = config;
    }

    @Produces
    @Singleton
    JobPlans plans(SpecCheck check, JobStarts starts, Datasets datasets, Planner planner) {
        var work =
                config.home().toAbsolutePath().normalize().resolve("training").resolve("work");
        return new JobPlans(
                check, starts, datasets, planner, work, config.training().planPatience());
    }
}

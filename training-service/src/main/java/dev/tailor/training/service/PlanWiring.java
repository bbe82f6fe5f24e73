package dev.tailor.training.service;

import dev.tailor.training.job.Datasets;
import dev.tailor.training.job.FileValidation;
import dev.tailor.training.job.JobPlans;
import dev.tailor.training.job.JobRows;
import dev.tailor.training.job.JobStarts;
import dev.tailor.training.job.Planner;
import dev.tailor.training.job.RowCheck;
import dev.tailor.training.job.SpecCheck;
import dev.tailor.training.job.WorkerDevice;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;

/** Builds what is told of jobs before they run. */
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
        return new JobPlans(
                check,
                starts,
                datasets,
                planner,
                new JobPlans.Workplace(device, work()),
                config.training().planPatience());
    }

    @Produces
    @Singleton
    FileValidation.Fitness fitness(JobStarts starts, Datasets datasets, RowCheck check) {
        return new FileValidation.Fitness(new JobRows(starts, datasets, check, work()), device);
    }

    private Path work() {
        return config.home().toAbsolutePath().normalize().resolve("training").resolve("work");
    }
}

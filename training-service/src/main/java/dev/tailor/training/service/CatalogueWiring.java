package dev.tailor.training.service;

import com.sun.management.OperatingSystemMXBean;
import dev.tailor.training.catalogue.CatalogueConfig;
import dev.tailor.training.catalogue.JobSpeed;
import dev.tailor.training.catalogue.MachineMemory;
import dev.tailor.training.catalogue.ModelCatalogue;
import dev.tailor.training.catalogue.WellKnownModels;
import dev.tailor.training.job.TrainingJobRepository;
import dev.tailor.training.job.WorkerDevice;
import dev.tailor.training.job.WorkerDevice.Gpu;
import dev.tailor.training.model.BaseModels;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.lang.management.ManagementFactory;

/** Builds the catalogue for this machine. */
public class CatalogueWiring {

    private static final double FLOPS_OF_A_PROCESSOR = 5e10;

    private final CatalogueConfig config;

    public CatalogueWiring(CatalogueConfig config) {
        this.config = config;
    }

    @Produces
    @Singleton
    ModelCatalogue modelCatalogue(BaseModels bases, TrainingJobRepository jobs) {
        return new ModelCatalogue(bases, WellKnownModels.list(), new JobSpeed(jobs, bases, assumed()));
    }

    @Produces
    @Singleton
    MachineMemory machineMemory(WorkerDevice device) {
        return () ->
                config.memoryBytes().or(() -> device.gpu().map(Gpu::memory)).orElseGet(CatalogueWiring::physical);
    }

    private double assumed() {
        return config.flops().orElse(FLOPS_OF_A_PROCESSOR * Runtime.getRuntime().availableProcessors());
    }

    private static long physical() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }
}

package dev.tailor.training.job;

/** Tells what the worker of this service computes on. */
@FunctionalInterface
public interface WorkerDevice {

    /** False: on processors. */
    boolean isGpu();
}

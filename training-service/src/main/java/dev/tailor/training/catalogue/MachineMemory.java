package dev.tailor.training.catalogue;

/** Tells how many bytes a training may take here. */
@FunctionalInterface
public interface MachineMemory {

    long bytes();
}

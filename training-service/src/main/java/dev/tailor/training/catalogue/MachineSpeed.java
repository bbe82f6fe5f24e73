package dev.tailor.training.catalogue;

/** Tells how fast this machine trains. */
@FunctionalInterface
public interface MachineSpeed {

    Speed now();
}

package dev.tailor.model.internal.kernel;

/** An operator: its signature, tensors first, and what it does. */
interface Kernel {

    String schema();

    void run(Arguments arguments);
}

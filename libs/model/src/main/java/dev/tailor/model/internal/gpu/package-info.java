/** Kernels for GPUs, compiled where they run, and the way to launch them. */
@NullMarked
package dev.tailor.model.internal.gpu;

import org.jspecify.annotations.NullMarked;

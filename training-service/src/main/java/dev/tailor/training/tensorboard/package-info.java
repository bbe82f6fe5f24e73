/** Writes the event files that TensorBoard reads. Knows nothing about jobs. */
@NullMarked
package dev.tailor.training.tensorboard;

import org.jspecify.annotations.NullMarked;

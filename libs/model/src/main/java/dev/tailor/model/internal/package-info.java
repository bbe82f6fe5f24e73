/** How it is done with DJL and TorchScript. Nothing outside this package and its bridge touches tensors. */
@NullMarked
package dev.tailor.model.internal;

import org.jspecify.annotations.NullMarked;

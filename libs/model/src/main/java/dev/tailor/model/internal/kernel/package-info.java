/** What processors compute element by element, by vector instructions in the memory of the engine's tensors. */
@org.jspecify.annotations.NullMarked
package dev.tailor.model.internal.kernel;

/**
 * What processors compute element by element, by vector instructions in the memory of the engine's tensors.
 *
 * <p>A loop over vectors is a method of its own whose name ends in Vectors and that gives a number or nothing; processes
 * that hold tensors compile each of them by itself. Inlined into a large method, or where a vector leaves its loop, the
 * compiler would make an object of each vector.
 */
@org.jspecify.annotations.NullMarked
package dev.tailor.model.internal.kernel;

/** Finds the files of a model and runs it through the tensor process. Knows nothing about chat or comparisons. */
@NullMarked
package dev.tailor.eval.model;

import org.jspecify.annotations.NullMarked;

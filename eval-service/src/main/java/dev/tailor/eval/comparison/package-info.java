/** Base against tuned model on the same untouched test rows. */
@NullMarked
package dev.tailor.eval.comparison;

import org.jspecify.annotations.NullMarked;

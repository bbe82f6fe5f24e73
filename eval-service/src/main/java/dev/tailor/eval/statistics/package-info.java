/** How sure a difference is: paired resampling over the same rows, and the verdict in words. */
@NullMarked
package dev.tailor.eval.statistics;

import org.jspecify.annotations.NullMarked;

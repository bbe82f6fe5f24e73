/** How good an answer is: pure functions of texts and loss sums. Knows nothing about models or statistics. */
@NullMarked
package dev.tailor.eval.metric;

import org.jspecify.annotations.NullMarked;

/** Which models could be fine-tuned here, and what that would take. Estimates only: a plan measures. */
@NullMarked
package dev.tailor.training.catalogue;

import org.jspecify.annotations.NullMarked;

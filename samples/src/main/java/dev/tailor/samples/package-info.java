/** The recipes of what is bundled: a data set of customer tickets and a small base model. */
@NullMarked
package dev.tailor.samples;

import org.jspecify.annotations.NullMarked;

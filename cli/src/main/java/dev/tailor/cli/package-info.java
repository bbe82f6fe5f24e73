/** The commands behind {@code ./tailor}: they start and stop the processes and are clients of the public API. */
@NullMarked
package dev.tailor.cli;

import org.jspecify.annotations.NullMarked;

/** Starts the tensor process from another one and watches it. Needs nothing but the JDK. */
@NullMarked
package dev.tailor.worker.launch;

import org.jspecify.annotations.NullMarked;

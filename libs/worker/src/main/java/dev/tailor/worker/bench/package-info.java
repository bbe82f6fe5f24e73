/** Measures libs/model in a process like the worker's; one JSON object a line on standard output. */
@NullMarked
package dev.tailor.worker.bench;

import org.jspecify.annotations.NullMarked;

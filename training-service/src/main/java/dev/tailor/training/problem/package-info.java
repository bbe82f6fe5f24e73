/** What can go wrong in this service, as one sealed family. Knows nothing about transports. */
@NullMarked
package dev.tailor.training.problem;

import org.jspecify.annotations.NullMarked;

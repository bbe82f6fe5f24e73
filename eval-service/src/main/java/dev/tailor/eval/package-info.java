/** What can go wrong in this service: one sealed family of exceptions. */
@NullMarked
package dev.tailor.eval;

import org.jspecify.annotations.NullMarked;

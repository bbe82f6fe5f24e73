/** The contract's own test: what was once promised stays. */
@NullMarked
package dev.tailor.proto;

import org.jspecify.annotations.NullMarked;

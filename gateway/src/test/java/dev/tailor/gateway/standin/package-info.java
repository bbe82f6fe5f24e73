/** Services behind the gateway, in memory. */
@NullMarked
package dev.tailor.gateway.standin;

import org.jspecify.annotations.NullMarked;

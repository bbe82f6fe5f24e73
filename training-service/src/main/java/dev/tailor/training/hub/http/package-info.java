/** The Hub over HTTP. */
@NullMarked
package dev.tailor.training.hub.http;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.tailor.gateway.wire;

import org.jspecify.annotations.NullMarked;

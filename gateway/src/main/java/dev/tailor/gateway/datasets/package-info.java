@NullMarked
package dev.tailor.gateway.datasets;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.tailor.gateway.comparisons;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.tailor.samples;

import org.jspecify.annotations.NullMarked;

/** The settings, and the objects that are made from them. */
@NullMarked
package dev.tailor.eval.settings;

import org.jspecify.annotations.NullMarked;

/** The whole house at once: its rules, its chart, and its mesh end to end. Tests only. */
@NullMarked
package dev.tailor.acceptance;

import org.jspecify.annotations.NullMarked;

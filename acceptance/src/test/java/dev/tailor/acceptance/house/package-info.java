/** Who may know whom, and which names mean which role. */
@NullMarked
package dev.tailor.acceptance.house;

import org.jspecify.annotations.NullMarked;

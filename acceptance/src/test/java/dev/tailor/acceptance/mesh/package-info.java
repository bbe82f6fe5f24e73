/** The four real processes, driven from outside by the official OpenAI SDK. */
@NullMarked
package dev.tailor.acceptance.mesh;

import org.jspecify.annotations.NullMarked;

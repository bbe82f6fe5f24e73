/** Language models: opened, scored, fine-tuned, merged and made to speak. Plain Java types go in and come out. */
@NullMarked
package dev.tailor.model;

import org.jspecify.annotations.NullMarked;

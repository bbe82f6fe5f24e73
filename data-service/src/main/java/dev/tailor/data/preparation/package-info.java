/** Turns JSON lines into clean, distinct, canonical rows and a report. */
@org.jspecify.annotations.NullMarked
package dev.tailor.data.preparation;

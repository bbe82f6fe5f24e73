/** Files in, clean versioned datasets out. */
@org.jspecify.annotations.NullMarked
package dev.tailor.data;

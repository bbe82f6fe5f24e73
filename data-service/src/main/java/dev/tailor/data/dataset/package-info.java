/** Immutable, content-addressed datasets made from prepared files. */
@org.jspecify.annotations.NullMarked
package dev.tailor.data.dataset;

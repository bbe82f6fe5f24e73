/** Comparisons and their items in the database. */
@NullMarked
package dev.tailor.eval.comparison.db;

import org.jspecify.annotations.NullMarked;

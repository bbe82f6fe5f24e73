/** Tuned models in a relational database. */
@NullMarked
package dev.tailor.training.model.db;

import org.jspecify.annotations.NullMarked;

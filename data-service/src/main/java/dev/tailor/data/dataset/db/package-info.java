/** Datasets in the database. */
@org.jspecify.annotations.NullMarked
package dev.tailor.data.dataset.db;

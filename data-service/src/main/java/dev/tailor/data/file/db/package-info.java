/** Files in the database. */
@org.jspecify.annotations.NullMarked
package dev.tailor.data.file.db;

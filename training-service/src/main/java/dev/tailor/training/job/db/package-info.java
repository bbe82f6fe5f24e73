/** Jobs, events and checkpoints in a relational database. */
@NullMarked
package dev.tailor.training.job.db;

import org.jspecify.annotations.NullMarked;

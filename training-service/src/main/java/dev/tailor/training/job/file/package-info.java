/** What the files of this machine tell about the worker. */
@NullMarked
package dev.tailor.training.job.file;

import org.jspecify.annotations.NullMarked;

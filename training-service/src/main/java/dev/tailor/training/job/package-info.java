/** Fine-tuning jobs: what they ask for, which states they pass, and how one is run. Knows no transport and no database. */
@NullMarked
package dev.tailor.training.job;

import org.jspecify.annotations.NullMarked;

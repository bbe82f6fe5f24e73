/** Finds, downloads and keeps models of the Hugging Face Hub. Knows neither HTTP nor how the cache lies on the disk. */
@NullMarked
package dev.tailor.training.hub;

import org.jspecify.annotations.NullMarked;

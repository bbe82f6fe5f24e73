/** Base models found in directories, and the models that jobs made. */
@NullMarked
package dev.tailor.training.model;

import org.jspecify.annotations.NullMarked;

/** The cache on the disk, in the layout that the Hub's Python tools share. */
@NullMarked
package dev.tailor.training.hub.file;

import org.jspecify.annotations.NullMarked;

/** Files that users upload and that jobs leave behind. */
@org.jspecify.annotations.NullMarked
package dev.tailor.data.file;

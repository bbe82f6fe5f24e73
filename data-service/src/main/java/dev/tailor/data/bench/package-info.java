/** How fast preparation is on this machine. */
@org.jspecify.annotations.NullMarked
package dev.tailor.data.bench;

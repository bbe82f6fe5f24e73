/** The settings, and the objects that are made from them. */
@org.jspecify.annotations.NullMarked
package dev.tailor.data.settings;

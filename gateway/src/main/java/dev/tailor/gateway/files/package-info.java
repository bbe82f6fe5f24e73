@NullMarked
package dev.tailor.gateway.files;

import org.jspecify.annotations.NullMarked;

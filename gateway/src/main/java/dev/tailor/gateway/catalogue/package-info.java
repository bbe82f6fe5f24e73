@NullMarked
package dev.tailor.gateway.catalogue;

import org.jspecify.annotations.NullMarked;

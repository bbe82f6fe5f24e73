@NullMarked
package dev.tailor.gateway.models;

import org.jspecify.annotations.NullMarked;

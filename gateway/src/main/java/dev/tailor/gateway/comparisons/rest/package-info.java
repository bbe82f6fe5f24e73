@NullMarked
package dev.tailor.gateway.comparisons.rest;

import org.jspecify.annotations.NullMarked;

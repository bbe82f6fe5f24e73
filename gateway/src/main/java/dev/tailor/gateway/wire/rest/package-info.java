@NullMarked
package dev.tailor.gateway.wire.rest;

import org.jspecify.annotations.NullMarked;

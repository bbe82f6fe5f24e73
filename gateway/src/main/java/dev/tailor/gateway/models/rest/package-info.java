@NullMarked
package dev.tailor.gateway.models.rest;

import org.jspecify.annotations.NullMarked;

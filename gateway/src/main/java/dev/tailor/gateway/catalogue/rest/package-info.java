@NullMarked
package dev.tailor.gateway.catalogue.rest;

import org.jspecify.annotations.NullMarked;

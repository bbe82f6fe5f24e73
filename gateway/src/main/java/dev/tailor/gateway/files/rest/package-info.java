@NullMarked
package dev.tailor.gateway.files.rest;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.tailor.gateway.datasets.rest;

import org.jspecify.annotations.NullMarked;

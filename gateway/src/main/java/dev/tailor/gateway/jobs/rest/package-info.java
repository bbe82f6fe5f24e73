@NullMarked
package dev.tailor.gateway.jobs.rest;

import org.jspecify.annotations.NullMarked;

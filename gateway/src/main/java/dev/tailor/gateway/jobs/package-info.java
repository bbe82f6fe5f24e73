@NullMarked
package dev.tailor.gateway.jobs;

import org.jspecify.annotations.NullMarked;

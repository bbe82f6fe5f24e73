/** What makes the parts one service: configuration, wiring, health and metrics. */
@NullMarked
package dev.tailor.training.service;

import org.jspecify.annotations.NullMarked;

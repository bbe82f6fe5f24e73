/** The Helm chart: what it renders, and what it refuses. */
@NullMarked
package dev.tailor.acceptance.chart;

import org.jspecify.annotations.NullMarked;

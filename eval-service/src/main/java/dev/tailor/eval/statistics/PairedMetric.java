package dev.tailor.eval.statistics;

import java.util.function.ToDoubleFunction;

/**
 * A metric of two systems over the same rows. Each side computes the metric over a selection of row numbers, in which
 * a row may occur several times.
 */
public record PairedMetric(String name, ToDoubleFunction<int[]> base, ToDoubleFunction<int[]> tuned) {}

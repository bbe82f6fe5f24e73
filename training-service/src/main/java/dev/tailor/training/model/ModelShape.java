package dev.tailor.training.model;

/**
 * How large a model is.
 *
 * @param contextLength tokens
 * @param parameters number of weights
 */
public record ModelShape(int contextLength, long parameters) {}

package dev.tailor.model;

/**
 * How a merged model, written and opened again, answers beside base and adapter.
 *
 * @param largestDifference of a logit
 * @param meanDivergence of the merged model's distributions from the others', Kullback-Leibler, in nats
 * @param topAgreement share of positions with the same most likely token; equally likely ones are the same
 */
public record MergeReport(double largestDifference, double meanDivergence, double topAgreement) {}

package dev.tailor.training.model;

/**
 * Where a tuned model comes from, beside its base.
 *
 * @param startedFrom the model that its job was given
 * @param method "full", "lora" or "dora"
 */
public record Lineage(String startedFrom, String method) {}

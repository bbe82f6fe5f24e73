package dev.tailor.model;

/** What a benchmark trains on. */
public enum BenchmarkRows {
    /** One batch of full rows, the loss on every token. */
    DENSE,
    /**
     * Rows as long as the first 64 of GSM8K's training set (Cobbe et al., 2021) under Llama 2's tokenizer, eight a step,
     * the loss on answers.
     */
    GSM8K
}

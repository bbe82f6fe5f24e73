package dev.tailor.eval.comparison;

import java.time.Instant;

/** Who may run a comparison, and until when unless it is renewed. */
public record Lease(String owner, Instant until) {}

package dev.tailor.eval.comparison;

import dev.tailor.eval.InvalidRequest;

/** What is compared: two models on the test split of a dataset. */
public record Subject(String base, String tuned, String dataset) {
    public Subject {
        require("base", base, "a model");
        require("tuned", tuned, "a model");
        require("dataset", dataset, "a dataset");
        if (base.equals(tuned)) {
            throw new InvalidRequest("tuned", "base and tuned are the same model, %s; name two".formatted(base));
        }
    }

    private static void require(String field, String value, String what) {
        if (value.isBlank() || value.length() > 500) {
            throw new InvalidRequest(field, "%s must name %s in 1 to 500 characters".formatted(field, what));
        }
    }
}

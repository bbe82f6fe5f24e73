package dev.tailor.training.job;

/** Eval-service, as far as a job needs it. */
public interface Comparisons {

    Answer compare(String base, String tuned, String datasetId);

    /** What became of the wish for a comparison. */
    sealed interface Answer {

        record Accepted(String id) implements Answer {}

        record TryLater(String reason) implements Answer {}

        record Refused(String reason) implements Answer {}
    }
}

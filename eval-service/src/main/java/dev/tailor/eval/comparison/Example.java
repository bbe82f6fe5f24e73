package dev.tailor.eval.comparison;

/**
 * A test row taken apart.
 *
 * @param promptJson what is asked: a JSON array of messages; empty for a plain text
 * @param reference the answer that is expected, or the plain text
 */
public record Example(String id, String promptJson, String reference) {
    static final String NOTHING_ASKED = "[]";

    /** Whether a model can answer it; a plain text can only be scored. */
    boolean asks() {
        return !promptJson.equals(NOTHING_ASKED);
    }
}

package dev.tailor.model;

/**
 * One row as tokens.
 *
 * @param ids the tokens
 * @param trained whether a token carries loss; it is predicted from the tokens before it, so the first never does
 * @param line of the row in the file that it came from, for messages; 0: unknown
 */
public record Example(int[] ids, boolean[] trained, long line) {

    public Example {
        if (ids.length != trained.length) {
            throw new IllegalArgumentException("%d tokens with %d marks".formatted(ids.length, trained.length));
        }
    }

    /** A row from no file. */
    public Example(int[] ids, boolean[] trained) {
        this(ids, trained, 0);
    }

    /** Tokens that carry loss. */
    public int trainedTokens() {
        int count = 0;
        for (int i = 1; i < trained.length; i++) {
            count += trained[i] ? 1 : 0;
        }
        return count;
    }
}

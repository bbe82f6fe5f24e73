package dev.tailor.data.preparation;

/**
 * Limits of the preparation.
 *
 * @param lineBytes longest line that is read
 * @param distinctRows most distinct rows of a file: each takes about 34 bytes of memory while the file is prepared
 * @param minimumRows fewest usable rows of a file
 * @param listed most problems, and most duplicates, that are listed one by one
 */
public record PreparationRules(int lineBytes, int distinctRows, int minimumRows, int listed) {

    public PreparationRules {
        if (lineBytes < 1 || distinctRows < 1 || minimumRows < 1 || listed < 1) {
            throw new IllegalArgumentException("Every limit of the preparation must be at least 1");
        }
    }

    public static PreparationRules defaults() {
        return new PreparationRules(4 << 20, 4_000_000, 10, 100);
    }
}

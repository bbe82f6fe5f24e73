package dev.tailor.data.preparation;

/**
 * Why a line is no row.
 *
 * @param line 1-based
 * @param column 1-based; 0 where no single column is to blame
 * @param problem what is wrong and what to do
 * @param excerpt the offending text; may be empty
 */
public record RowProblem(long line, int column, String problem, String excerpt) {

    /** For example {@code line 7, column 59: broken JSON: …, at "…"}. */
    public String inWords() {
        String place = column > 0 ? "line %d, column %d".formatted(line, column) : "line %d".formatted(line);
        return excerpt.isEmpty() ? place + ": " + problem : "%s: %s, at \"%s\"".formatted(place, problem, excerpt);
    }
}

package dev.tailor.model.internal.kernel;

/**
 * The keys that a query sees in a block of scores [rows, keys], in which each run of so many rows has the queries from the
 * first to the last: those up to its own place, or the last ones of them.
 *
 * @param queries in a run
 * @param offset of the first query from the first key
 * @param window the most keys that are seen; 0: all
 */
record Visible(int queries, int offset, int window) {

    static Visible of(Arguments arguments, int first) {
        return new Visible(arguments.integer(first), arguments.integer(first + 1), arguments.integer(first + 2));
    }

    int from(int row) {
        return window > 0 ? Math.max(0, to(row) - window) : 0;
    }

    /** After the last one. */
    int to(int row) {
        return row % queries + offset + 1;
    }
}

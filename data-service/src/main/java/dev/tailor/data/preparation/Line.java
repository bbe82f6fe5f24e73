package dev.tailor.data.preparation;

/** One line of a file: its text, or why it cannot be read. */
sealed interface Line {

    /** 1-based. */
    long number();

    /** A line of text. */
    record Text(long number, String text) implements Line {}

    /** A line that is no text, or too much of it. */
    record Unreadable(long number, int column, String why) implements Line {}
}

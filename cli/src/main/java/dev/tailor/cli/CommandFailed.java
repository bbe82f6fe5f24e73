package dev.tailor.cli;

/** A command cannot go on; the message says what is wrong and what to change, and is all the user sees. */
final class CommandFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CommandFailed(String message) {
        super(message);
    }

    CommandFailed(String message, Throwable cause) {
        super(message, cause);
    }
}

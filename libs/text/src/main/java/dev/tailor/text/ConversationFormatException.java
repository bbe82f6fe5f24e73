package dev.tailor.text;

/** A row that is not a conversation: what is wrong, and at which path of the row. */
public final class ConversationFormatException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String path;
    private final int column;

    ConversationFormatException(String path, String message) {
        this(path, message, 0);
    }

    ConversationFormatException(String path, String message, int column) {
        super(path.isEmpty() ? message : path + ": " + message);
        this.path = path;
        this.column = column;
    }

    /** For example {@code messages[1].role}; empty where the whole row is to blame. */
    public String path() {
        return path;
    }

    /** 1-based column of broken JSON; 0 where the JSON is well-formed. */
    public int column() {
        return column;
    }
}

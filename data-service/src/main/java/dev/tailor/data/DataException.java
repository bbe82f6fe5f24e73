package dev.tailor.data;

/** What this service refuses or cannot do. Every message says what is wrong, with which thing, and what to change. */
public abstract sealed class DataException extends RuntimeException
        permits InvalidRequest,
                UnknownFile,
                UnknownDataset,
                FileNotReady,
                UnusableFile,
                EmptySplit,
                StorageFull,
                StorageFailed,
                DatabaseUnavailable {

    private static final long serialVersionUID = 1L;

    DataException(String message) {
        super(message);
    }

    DataException(String message, Throwable cause) {
        super(message, cause);
    }
}

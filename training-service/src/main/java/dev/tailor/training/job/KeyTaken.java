package dev.tailor.training.job;

/** Another submission with the same key was stored at this moment. */
public final class KeyTaken extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public KeyTaken(Throwable cause) {
        super("Another job was submitted with the same key at this moment", cause);
    }
}

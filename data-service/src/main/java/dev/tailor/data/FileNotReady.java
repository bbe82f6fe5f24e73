package dev.tailor.data;

/** A file whose preparation is still under way. */
public final class FileNotReady extends DataException {

    private static final long serialVersionUID = 1L;

    public FileNotReady(String id) {
        super("The file \"%s\" is still being prepared; try again in a moment".formatted(id));
    }
}

package dev.tailor.storage;

import java.io.IOException;
import java.io.OutputStream;

/** Receives the bytes of one blob. Closing without {@link #commit} leaves nothing behind. */
public abstract class BlobWriter extends OutputStream {

    /** Makes the blob durable and visible, at once and whole. */
    public abstract void commit() throws IOException;
}

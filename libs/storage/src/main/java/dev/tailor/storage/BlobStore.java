package dev.tailor.storage;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Immutable blobs under keys such as {@code files/file-1/content}; a key is '/'-separated and never absolute. */
public interface BlobStore {

    /** Starts a blob; it exists only once {@link BlobWriter#commit} has returned. */
    BlobWriter write(String key) throws IOException;

    /** Streams a blob. Throws {@link java.io.FileNotFoundException} naming the key if there is none. */
    InputStream read(String key) throws IOException;

    boolean exists(String key) throws IOException;

    /** Bytes. Throws {@link java.io.FileNotFoundException} naming the key if there is none. */
    long size(String key) throws IOException;

    /** Keys that begin with the prefix, sorted. */
    List<String> list(String prefix) throws IOException;

    /** Removes every blob whose key begins with the prefix; none is not an error. */
    void deleteAll(String prefix) throws IOException;
}

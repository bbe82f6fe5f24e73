package dev.tailor.data.file;

import dev.tailor.data.Storage;
import dev.tailor.data.preparation.Sha256;
import dev.tailor.storage.BlobWriter;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.Function;

/** A file on its way in. Closing it before {@link #finish} leaves nothing behind. */
public final class Upload implements AutoCloseable {

    private final BlobWriter blob;
    private final Function<Arrival, StoredFile> registrar;
    private final MessageDigest digest = Sha256.digest();
    private long bytes;

    Upload(BlobWriter blob, Function<Arrival, StoredFile> registrar) {
        this.blob = blob;
        this.registrar = registrar;
    }

    /** The bytes that have arrived. */
    record Arrival(long bytes, String hash) {}

    public void write(byte[] part) {
        try {
            blob.write(part);
        } catch (IOException failed) {
            throw Storage.failure("The file could not be stored", failed);
        }
        digest.update(part);
        bytes += part.length;
    }

    /** Makes the file visible. */
    public StoredFile finish() {
        try {
            blob.commit();
        } catch (IOException failed) {
            throw Storage.failure("The file could not be stored", failed);
        }
        return registrar.apply(new Arrival(bytes, HexFormat.of().formatHex(digest.digest())));
    }

    @Override
    public void close() {
        try {
            blob.close();
        } catch (IOException failed) {
            throw Storage.failure("The remains of an upload could not be removed", failed);
        }
    }
}

package dev.tailor.storage;

import java.net.URI;
import java.nio.file.Path;

/** Opens the store that an address names: {@code file:/directory} or {@code s3://bucket/prefix?endpoint=…}. */
public final class BlobStores {

    private BlobStores() {}

    /**
     * Throws {@link IllegalArgumentException} for an address of another kind. Credentials and region of S3 come from
     * where the AWS SDK looks for them.
     */
    public static BlobStore open(URI address) {
        return switch (address.getScheme()) {
            case "file" -> new DirectoryBlobStore(directory(address));
            case "s3" -> new S3BlobStore(S3Address.of(address));
            case null, default ->
                throw new IllegalArgumentException(
                        "The blob store's address must begin with file: or s3:, was \"%s\"".formatted(address));
        };
    }

    /** Also takes the relative form {@code file:some/folder}, which the JDK's Path.of(URI) refuses. */
    private static Path directory(URI address) {
        return address.isOpaque()
                ? Path.of(address.getSchemeSpecificPart()).toAbsolutePath()
                : Path.of(address.getPath()).toAbsolutePath();
    }
}

package dev.tailor.training.service;

import dev.tailor.storage.BlobStore;
import java.net.URI;
import java.nio.file.Path;

/** Opens the blob store that a URI names. */
final class BlobStores {

    private BlobStores() {}

    static BlobStore open(URI place) {
        if (!"file".equals(place.getScheme())) {
            throw new IllegalArgumentException("tailor.blobs must be file:/directory, was " + place);
        }
        return new FolderBlobs(Path.of(place.getSchemeSpecificPart()));
    }
}

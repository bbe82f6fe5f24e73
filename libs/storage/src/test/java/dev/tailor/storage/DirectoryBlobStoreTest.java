package dev.tailor.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryBlobStoreTest implements BlobStoreContract {

    @TempDir
    private Path folder;

    @Override
    public BlobStore store() {
        return BlobStores.open(folder.toUri());
    }

    @Test
    void deletingPrunesEmptyFolders() throws IOException {
        // Given
        BlobStore store = store();
        BlobStoreContract.put(store, "files/one/content", "1");
        // When
        store.deleteAll("files/one/");
        // Then
        assertThat(folder.resolve("files")).doesNotExist();
        assertThat(folder).exists();
    }

    @Test
    void anAbandonedBlobLeavesNoFile() throws IOException {
        // Given
        BlobStore store = store();
        // When
        try (BlobWriter writer = store.write("some/blob")) {
            writer.write(1);
        }
        // Then
        try (var files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void anUnknownAddressIsRefused() {
        assertThatThrownBy(() -> BlobStores.open(URI.create("ftp://somewhere")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("file: or s3:");
    }
}

package dev.tailor.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every store promises. */
interface BlobStoreContract {

    int TWENTY_MEBIBYTES = 20 * 1024 * 1024;

    /** An empty store. */
    BlobStore store() throws IOException;

    @Test
    default void aCommittedBlobComesBackAsItWasWritten() throws IOException {
        // Given
        BlobStore store = store();
        // When
        put(store, "files/one/content", "hello");
        // Then
        assertThat(text(store, "files/one/content")).isEqualTo("hello");
        assertThat(store.exists("files/one/content")).isTrue();
        assertThat(store.size("files/one/content")).isEqualTo(5);
    }

    @Test
    default void anEmptyBlobIsABlob() throws IOException {
        BlobStore store = store();
        put(store, "empty", "");
        assertThat(store.size("empty")).isZero();
    }

    @Test
    default void aLongBlobIsWholeAcrossItsParts() throws IOException {
        // Given
        BlobStore store = store();
        byte[] bytes = new byte[TWENTY_MEBIBYTES];
        new Random(7).nextBytes(bytes);
        // When
        try (BlobWriter writer = store.write("long")) {
            writer.write(bytes);
            writer.write(3);
            writer.commit();
        }
        // Then
        try (InputStream blob = store.read("long")) {
            assertThat(blob.readNBytes(TWENTY_MEBIBYTES)).isEqualTo(bytes);
            assertThat(blob.read()).isEqualTo(3);
            assertThat(blob.read()).isEqualTo(-1);
        }
    }

    @Test
    default void closingWithoutACommitLeavesNothing() throws IOException {
        // Given
        BlobStore store = store();
        // When
        try (BlobWriter writer = store.write("files/two/content")) {
            writer.write(new byte[TWENTY_MEBIBYTES]);
        }
        // Then
        assertThat(store.exists("files/two/content")).isFalse();
        assertThat(store.list("")).isEmpty();
    }

    @Test
    default void aMissingBlobIsNamed() throws IOException {
        BlobStore store = store();
        assertThatThrownBy(() -> store.read("no/such"))
                .isInstanceOf(FileNotFoundException.class)
                .hasMessageContaining("no/such");
        assertThatThrownBy(() -> store.size("no/such"))
                .isInstanceOf(FileNotFoundException.class)
                .hasMessageContaining("no/such");
        assertThat(store.exists("no/such")).isFalse();
    }

    @Test
    default void keysAreListedAndDeletedByTheirPrefix() throws IOException {
        // Given
        BlobStore store = store();
        put(store, "files/b/content", "b");
        put(store, "files/a/content", "a");
        put(store, "models/a", "m");
        // When, then
        assertThat(store.list("files/")).containsExactly("files/a/content", "files/b/content");
        assertThat(store.list("fi")).hasSize(2);
        store.deleteAll("files/");
        assertThat(store.list("")).containsExactly("models/a");
        store.deleteAll("files/");
    }

    @Test
    default void aKeyCannotLeaveTheStore() throws IOException {
        BlobStore store = store();
        for (String key : new String[] {"../out", "a/../../out", "/etc/passwd", "a//b", "", "a/./b", "a\\b"}) {
            assertThatThrownBy(() -> store.write(key)).as(key).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> store.read(key)).as(key).isInstanceOf(IllegalArgumentException.class);
        }
    }

    static void put(BlobStore store, String key, String text) throws IOException {
        try (BlobWriter writer = store.write(key)) {
            writer.write(text.getBytes(StandardCharsets.UTF_8));
            writer.commit();
        }
    }

    static String text(BlobStore store, String key) throws IOException {
        try (InputStream blob = store.read(key)) {
            return new String(blob.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

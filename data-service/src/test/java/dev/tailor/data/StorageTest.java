package dev.tailor.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class StorageTest {

    @Test
    void aFullDiskIsToldApartFromOtherFailures() {
        assertThat(Storage.failure("x", new IOException("No space left on device")))
                .isInstanceOf(StorageFull.class);
        assertThat(Storage.failure("x", new IOException("wrapped", new IOException("Disk quota exceeded"))))
                .isInstanceOf(StorageFull.class);
        assertThat(Storage.failure("The file could not be stored", new IOException("connection reset")))
                .isInstanceOf(StorageFailed.class)
                .hasMessage("The file could not be stored: connection reset; check the storage and try again");
    }
}

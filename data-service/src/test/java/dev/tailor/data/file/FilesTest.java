package dev.tailor.data.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tailor.data.InvalidRequest;
import dev.tailor.data.Rows;
import dev.tailor.data.StorageFull;
import dev.tailor.data.UnknownFile;
import dev.tailor.data.preparation.BadRows;
import dev.tailor.storage.BlobStore;
import dev.tailor.storage.DirectoryBlobStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class FilesTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final FileState READY = new FileState.Prepared("prepared/rows", "ds-1");

    @TempDir
    private Path folder;

    private final InMemoryFiles repository = new InMemoryFiles();

    @Test
    void aSmallFineTuneFileIsReadyWithTheAnswer() {
        Files files = files(disk(), (file, content) -> READY, Duration.ofMinutes(1));
        assertThat(upload(files, FilePurpose.FINE_TUNE, "rows").state()).isEqualTo(READY);
    }

    @Test
    @Timeout(30)
    void aLargeFineTuneFileIsAnsweredAsUploadedAndReadyLater() {
        // Given
        var gate = new CountDownLatch(1);
        Preparer slow = (file, content) -> {
            await(gate);
            return READY;
        };
        Files files = files(disk(), slow, Duration.ofMillis(1));
        // When
        StoredFile file = upload(files, FilePurpose.FINE_TUNE, "rows");
        // Then
        assertThat(file.state()).isEqualTo(new FileState.Uploaded());
        gate.countDown();
        assertThat(settled(files, file.id())).isEqualTo(READY);
    }

    @Test
    void otherFilesAreNotPrepared() {
        Files files = files(
                disk(),
                (file, content) -> {
                    throw new IOException("must not be asked");
                },
                Duration.ofMinutes(1));
        assertThat(upload(files, FilePurpose.EVALS, "rows").state()).isEqualTo(new FileState.Stored());
    }

    @Test
    @Timeout(30)
    void aFileLeftBehindIsPreparedAfterAStart() throws IOException {
        // Given
        BlobStore disk = disk();
        StoredFile left =
                upload(files(disk, (file, content) -> READY, Duration.ofMinutes(1)), FilePurpose.EVALS, "rows");
        repository.settle(left.id(), new FileState.Uploaded());
        // When
        var queue = new PreparationQueue(repository, disk, (file, content) -> READY, 1, Duration.ofMinutes(1));
        queue.resume();
        // Then
        assertThat(settled(files(disk, (file, content) -> READY, Duration.ZERO), left.id()))
                .isEqualTo(READY);
        queue.close();
    }

    @Test
    void aFailedPreparationIsAStateWithAReason() {
        Files files = files(
                disk(),
                (file, content) -> {
                    throw new IOException("the disk is gone");
                },
                Duration.ofMinutes(1));
        assertThat(upload(files, FilePurpose.FINE_TUNE, "rows").state())
                .isEqualTo(new FileState.Unusable("The file could not be prepared: the disk is gone; upload it again"));
    }

    @Test
    void aFullDiskIsSaidAndNothingIsLeft() throws IOException {
        // Given
        BlobStore disk = new SmallDisk(disk());
        Files files = files(disk, (file, content) -> READY, Duration.ZERO);
        // When
        assertThatThrownBy(() -> upload(files, FilePurpose.EVALS, "more than ten bytes"))
                .isInstanceOf(StorageFull.class)
                .hasMessageContaining("delete files");
        // Then
        assertThat(disk.list("")).isEmpty();
        assertThat(repository.list(new FileQuery(null, "", 0, false)).items()).isEmpty();
        try (var left = java.nio.file.Files.walk(folder)) {
            assertThat(left.filter(java.nio.file.Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void anExpiredFileIsRemovedWithItsContent() throws IOException {
        // Given
        BlobStore disk = disk();
        Files files = files(disk, (file, content) -> READY, Duration.ZERO);
        var description = new FileDescription("x", FilePurpose.EVALS, BadRows.REJECT, NOON.minusSeconds(1));
        StoredFile file;
        try (Upload upload = files.begin(description)) {
            file = upload.finish();
        }
        // When
        files.removeExpired();
        // Then
        assertThat(disk.list("")).isEmpty();
        assertThatThrownBy(() -> files.get(file.id()))
                .isInstanceOf(UnknownFile.class)
                .hasMessageContaining(file.id());
        assertThatThrownBy(() -> files.delete(file.id())).isInstanceOf(UnknownFile.class);
    }

    @Test
    void aFileNeedsAName() {
        assertThatThrownBy(() -> new FileDescription(" ", FilePurpose.EVALS, BadRows.REJECT, null))
                .isInstanceOf(InvalidRequest.class)
                .hasMessageContaining("needs a name");
    }

    private BlobStore disk() {
        return new DirectoryBlobStore(folder);
    }

    private Files files(BlobStore disk, Preparer preparer, Duration patience) {
        var queue = new PreparationQueue(repository, disk, preparer, 1, patience);
        return new Files(repository, disk, queue, () -> "file-1", Clock.fixed(NOON, ZoneOffset.UTC));
    }

    private static StoredFile upload(Files files, FilePurpose purpose, String content) {
        try (Upload upload = files.begin(new FileDescription("rows.jsonl", purpose, BadRows.REJECT, null))) {
            upload.write(Rows.bytes(content));
            return upload.finish();
        }
    }

    private static void await(CountDownLatch gate) throws IOException {
        try {
            gate.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }

    private static FileState settled(Files files, String id) {
        while (files.get(id).waits()) {
            Thread.onSpinWait();
        }
        return files.get(id).state();
    }
}

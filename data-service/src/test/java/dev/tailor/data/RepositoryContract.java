package dev.tailor.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailor.data.dataset.Dataset;
import dev.tailor.data.dataset.DatasetCounts;
import dev.tailor.data.dataset.DatasetRepository;
import dev.tailor.data.dataset.Deal;
import dev.tailor.data.dataset.Source;
import dev.tailor.data.dataset.SplitShares;
import dev.tailor.data.file.FileDescription;
import dev.tailor.data.file.FilePurpose;
import dev.tailor.data.file.FileQuery;
import dev.tailor.data.file.FileRepository;
import dev.tailor.data.file.FileState;
import dev.tailor.data.file.StoredFile;
import dev.tailor.data.preparation.BadRows;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the repositories promise on every database. */
abstract class RepositoryContract {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Inject
    FileRepository files;

    @Inject
    DatasetRepository datasets;

    @Test
    void aFileComesBackInEveryState() {
        // Given
        StoredFile file = file(FilePurpose.FINE_TUNE);
        files.add(file);
        assertThat(files.find(file.id())).contains(file);
        assertThat(files.waiting()).contains(file.id());
        // When, then
        var prepared = new FileState.Prepared("prepared/rows", "ds-1");
        files.settle(file.id(), prepared);
        assertThat(files.find(file.id())).contains(file.in(prepared));
        assertThat(files.waiting()).doesNotContain(file.id());
        var unusable = new FileState.Unusable("line 7: ä" + "x".repeat(100_000));
        files.settle(file.id(), unusable);
        assertThat(files.find(file.id())).contains(file.in(unusable));
        assertThat(files.remove(file.id())).isTrue();
        assertThat(files.remove(file.id())).isFalse();
        files.settle(file.id(), prepared);
        assertThat(files.find(file.id())).isEmpty();
    }

    @Test
    void filesAreListedInTheOrderOfTheirArrival() {
        // Given
        StoredFile first = file(FilePurpose.VISION);
        StoredFile second = file(FilePurpose.VISION);
        StoredFile third = file(FilePurpose.VISION);
        files.add(first);
        files.add(second);
        files.add(third);
        // When, then
        var page = files.list(new FileQuery(FilePurpose.VISION, "", 2, false));
        assertThat(page.items()).containsExactly(third, second);
        assertThat(page.more()).isTrue();
        var rest = files.list(new FileQuery(FilePurpose.VISION, second.id(), 2, false));
        assertThat(rest.items()).containsExactly(first);
        assertThat(rest.more()).isFalse();
        assertThat(files.list(new FileQuery(FilePurpose.VISION, first.id(), 5, true))
                        .items())
                .containsExactly(second, third);
        assertThat(files.list(new FileQuery(null, "", 0, true)).items()).contains(first, second, third);
    }

    @Test
    void expiredFilesAreFound() {
        StoredFile file = file(FilePurpose.BATCH);
        files.add(file);
        assertThat(files.expired(NOON.plusSeconds(59))).doesNotContain(file.id());
        assertThat(files.expired(NOON.plusSeconds(60))).contains(file.id());
    }

    @Test
    void aDatasetIsOnRecordOnce() {
        // Given
        Dataset dataset = dataset(new Source("file-2", "prepared/2"));
        // When
        datasets.add(dataset);
        datasets.add(dataset);
        // Then
        assertThat(datasets.find(dataset.id())).contains(dataset);
        Dataset next = dataset(null);
        datasets.add(next);
        assertThat(datasets.find(next.id())).contains(next);
        assertThat(datasets.list("", 1).items()).containsExactly(next);
        assertThat(datasets.list(next.id(), 1).items()).containsExactly(dataset);
    }

    private static StoredFile file(FilePurpose purpose) {
        var description = new FileDescription("rows.jsonl", purpose, BadRows.SKIP, NOON.plusSeconds(60));
        return new StoredFile(
                "file-" + UUID.randomUUID(),
                description,
                5_000_000_000L,
                "ab".repeat(32),
                NOON,
                new FileState.Uploaded());
    }

    private static Dataset dataset(@Nullable Source validation) {
        return new Dataset(
                "ds-" + UUID.randomUUID(),
                new Dataset.Origin(new Source("file-1", "prepared/1"), validation),
                new SplitShares(0.7, 0.1, 0.2, -5),
                new Deal(-5, 1L << 60, Long.MAX_VALUE),
                new DatasetCounts(1, 2, 3, 4, 5),
                NOON);
    }
}

package dev.tailor.data.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tailor.data.EmptySplit;
import dev.tailor.data.InvalidRequest;
import dev.tailor.data.Rows;
import dev.tailor.data.UnknownDataset;
import dev.tailor.data.preparation.BadRows;
import dev.tailor.data.preparation.Preparation;
import dev.tailor.data.preparation.PreparationRules;
import dev.tailor.data.preparation.PreparedRow;
import dev.tailor.data.preparation.PreparedRows;
import dev.tailor.storage.DirectoryBlobStore;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetsTest {

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);

    @TempDir
    private Path folder;

    private DirectoryBlobStore blobs;
    private Datasets datasets;

    @BeforeEach
    void open() {
        blobs = new DirectoryBlobStore(folder);
        datasets = new Datasets(new InMemoryDatasets(), new PreparedRows(blobs), NOON);
    }

    @Test
    void sharesAreMetToTheRowAndNoRowIsInTwoSplits() throws Exception {
        // Given
        var origin = origin(source("training", Rows.lines(0, 100)), null);
        // When
        Dataset dataset = datasets.resolve(origin, SplitShares.ofOneFile());
        // Then
        assertThat(dataset.counts()).isEqualTo(new DatasetCounts(80, 10, 10, 0, 0));
        Set<String> all = new HashSet<>();
        for (Split split : Split.values()) {
            var rows = rows(dataset, split);
            assertThat(rows).hasSize((int) dataset.counts().of(split));
            assertThat(rows).isSortedAccordingTo((one, other) -> Long.compare(one.line(), other.line()));
            rows.forEach(row -> all.add(row.json()));
        }
        assertThat(all).hasSize(100);
    }

    @Test
    void tenRowsAreEnoughForTheUsualSplit() throws Exception {
        var dataset = datasets.resolve(origin(source("training", Rows.lines(0, 10)), null), SplitShares.ofOneFile());
        assertThat(dataset.counts()).isEqualTo(new DatasetCounts(8, 1, 1, 0, 0));
    }

    @Test
    void equalRowsSplitAndSeedGiveTheSameDatasetAndAnotherSeedAnother() throws Exception {
        // Given
        var one = origin(source("one", Rows.lines(0, 40)), null);
        var same = origin(source("same", Rows.lines(0, 40).replace(",", " , ")), null);
        // When
        Dataset dataset = datasets.resolve(one, new SplitShares(0.5, 0.25, 0.25, 1));
        // Then
        assertThat(datasets.resolve(same, new SplitShares(0.5, 0.25, 0.25, 1))).isEqualTo(dataset);
        Dataset other = datasets.resolve(one, new SplitShares(0.5, 0.25, 0.25, 2));
        assertThat(other.id()).isNotEqualTo(dataset.id()).matches("ds-[0-9a-f]{32}");
        assertThat(rows(other, Split.TEST)).isNotEqualTo(rows(dataset, Split.TEST));
    }

    @Test
    void validationRowsAreTakenOutOfTheTrainingFile() throws Exception {
        // Given
        var origin = origin(source("training", Rows.lines(0, 100)), source("validation", Rows.lines(90, 110)));
        // When
        Dataset dataset = datasets.resolve(origin, SplitShares.besideValidationFile());
        // Then
        assertThat(dataset.counts()).isEqualTo(new DatasetCounts(81, 20, 9, 10, 0));
        assertThat(dataset.counts().rows()).isEqualTo(120);
        Set<String> held = new HashSet<>();
        rows(dataset, Split.VALIDATION).forEach(row -> held.add(row.json()));
        assertThat(rows(dataset, Split.TRAIN)).hasSize(81).noneMatch(row -> held.contains(row.json()));
        assertThat(rows(dataset, Split.TEST)).hasSize(9).noneMatch(row -> held.contains(row.json()));
        assertThat(datasets.report(dataset.id())).contains("\"training_rows_also_in_validation\":10");
    }

    @Test
    void everyRowMayBeTrained() throws Exception {
        var origin = origin(source("training", Rows.lines(0, 20)), source("validation", Rows.lines(20, 30)));
        Dataset dataset = datasets.resolve(origin, new SplitShares(1, 0, 0, 0));
        assertThat(dataset.counts()).isEqualTo(new DatasetCounts(20, 10, 0, 0, 0));
    }

    @Test
    void aTrainingFileThatIsAllValidationIsRefused() throws Exception {
        var origin = origin(source("training", Rows.lines(0, 10)), source("validation", Rows.lines(0, 10)));
        assertThatThrownBy(() -> datasets.resolve(origin, new SplitShares(1, 0, 0, 0)))
                .isInstanceOf(EmptySplit.class)
                .hasMessageContaining("nothing is left to learn");
    }

    @Test
    void aSplitThatGetsNoRowIsRefused() throws Exception {
        var origin = origin(source("training", Rows.lines(0, 10)), source("validation", Rows.lines(1, 20)));
        assertThatThrownBy(() -> datasets.resolve(origin, SplitShares.besideValidationFile()))
                .isInstanceOf(EmptySplit.class)
                .hasMessageContaining("1 rows are too few");
    }

    @Test
    void sharesThatMakeNoWholeAreRefused() {
        assertThatThrownBy(() -> new SplitShares(0.8, 0.1, 0.2, 0))
                .isInstanceOf(InvalidRequest.class)
                .hasMessageContaining("must add up to 1");
        assertThatThrownBy(() -> new SplitShares(Double.NaN, 0.5, 0.5, 0))
                .isInstanceOfSatisfying(
                        InvalidRequest.class,
                        refused -> assertThat(refused.field()).isEqualTo("x_tailor.split.train"));
        assertThatThrownBy(() -> new SplitShares(0, 0.5, 0.5, 0)).hasMessageContaining("nothing to learn");
    }

    @Test
    void aWindowOfRowsIsReadByOffsetAndLimit() throws Exception {
        Dataset dataset =
                datasets.resolve(origin(source("training", Rows.lines(0, 50)), null), SplitShares.ofOneFile());
        var all = rows(dataset, Split.TRAIN);
        List<PreparedRow> window = new ArrayList<>();
        datasets.rows(dataset.id(), Split.TRAIN).read(5, 3, window::add);
        assertThat(window).isEqualTo(all.subList(5, 8));
        window.clear();
        datasets.rows(dataset.id(), Split.TRAIN).read(100, 0, window::add);
        assertThat(window).isEmpty();
    }

    @Test
    void anUnknownDatasetIsNamed() {
        assertThatThrownBy(() -> datasets.get("ds-0"))
                .isInstanceOf(UnknownDataset.class)
                .hasMessageContaining("ds-0");
    }

    private Source source(String fileId, String content) throws Exception {
        String rows = "prepared/" + fileId;
        new Preparation(blobs, PreparationRules.defaults())
                .prepare(new ByteArrayInputStream(Rows.bytes(content)), rows, BadRows.REJECT);
        return new Source(fileId, rows);
    }

    private static Dataset.Origin origin(Source training, @Nullable Source validation) {
        return new Dataset.Origin(training, validation);
    }

    private List<PreparedRow> rows(Dataset dataset, Split split) {
        List<PreparedRow> rows = new ArrayList<>();
        datasets.rows(dataset.id(), split).read(0, 0, rows::add);
        return rows;
    }
}

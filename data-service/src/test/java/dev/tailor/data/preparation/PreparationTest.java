package dev.tailor.data.preparation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tailor.data.Rows;
import dev.tailor.storage.BlobStore;
import dev.tailor.storage.DirectoryBlobStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreparationTest {

    private static final PreparationRules RULES = new PreparationRules(2_000, 1_000, 3, 5);
    private static final String KEY = "prepared/one";

    @TempDir
    private Path folder;

    private BlobStore blobs;
    private PreparedRows prepared;

    @BeforeEach
    void open() {
        blobs = new DirectoryBlobStore(folder);
        prepared = new PreparedRows(blobs);
    }

    @Test
    void cleanRowsAreKeptInCanonicalForm() throws Exception {
        // Given
        String spaced = "{ \"messages\" : [ {\"content\": \"hi\", \"role\": \"user\"},"
                + " {\"role\": \"assistant\", \"content\": \"ho\"} ] }";
        // When
        var result = prepare(Rows.lines(0, 3) + "\n\r\n" + spaced, BadRows.REJECT);
        // Then
        assertThat(result.counts()).isEqualTo(new RowCounts(4, 4, 0, 0));
        assertThat(rows()).hasSize(4).last().satisfies(row -> {
            assertThat(row.line()).isEqualTo(6);
            assertThat(row.json())
                    .isEqualTo("{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"},"
                            + "{\"role\":\"assistant\",\"content\":\"ho\"}]}");
        });
        assertThat(prepared.find(KEY)).isEqualTo(result);
    }

    @Test
    void promptAndCompletionBecomeAConversation() throws Exception {
        prepare(Rows.lines(0, 3) + "{\"prompt\":\"one\",\"completion\":\"two\"}", BadRows.REJECT);
        assertThat(rows().getLast().json())
                .isEqualTo("{\"messages\":[{\"role\":\"user\",\"content\":\"one\"},"
                        + "{\"role\":\"assistant\",\"content\":\"two\"}]}");
    }

    @Test
    void aRepeatedRowIsLeftOutAndListedWithItsFirstLine() throws Exception {
        var result = prepare(Rows.lines(0, 4) + Rows.row(1) + "\n" + Rows.row(2).replace(",", ", "), BadRows.REJECT);
        assertThat(result.counts()).isEqualTo(new RowCounts(6, 4, 2, 0));
        assertThat(prepared.reportJson(KEY))
                .contains("\"duplicates\":{\"count\":2,\"not_listed\":0,\"lines\":[{\"line\":5,\"first_line\":2},"
                        + "{\"line\":6,\"first_line\":3}]}");
    }

    @Test
    void brokenJsonNamesLineColumnTextAndRemedy() {
        String broken = "{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"} {\"role\":\"assistant\"}]}";
        assertThatThrownBy(() -> prepare(Rows.lines(0, 6) + broken, BadRows.REJECT))
                .isInstanceOf(UnusableRows.class)
                .hasMessageContaining("1 of 7 rows cannot be read")
                .hasMessageContaining("line 7, column 45: broken JSON")
                .hasMessageContaining("write one complete JSON object on each line")
                .hasMessageContaining("\"content\":\"hi\"} {\"role\"");
        assertThat(folder).isDirectoryNotContaining("glob:**prepared");
    }

    @Test
    void aWrongFieldNamesItsPlace() {
        String wrong = "{\"messages\":[{\"role\":\"user\",\"content\":5},{\"role\":\"assistant\",\"content\":\"a\"}]}";
        assertThatThrownBy(() -> prepare(Rows.lines(0, 3) + wrong, BadRows.REJECT))
                .hasMessageContaining("line 4, column 39: messages[0].content: must be a string, was a number");
    }

    @Test
    void aRowWithoutAnAnswerToLearnIsBroken() {
        String question = "{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
        String weightless = "{\"messages\":[{\"role\":\"assistant\",\"content\":\"hi\",\"weight\":0}]}";
        assertThatThrownBy(() -> prepare(Rows.lines(0, 3) + question + "\n" + weightless, BadRows.REJECT))
                .hasMessageContaining("line 4: messages: the last message must be the assistant's")
                .hasMessageContaining("line 5: messages: at least one assistant message must have a weight");
    }

    @Test
    void skippedRowsAreCountedAndListedUpToALimit() throws Exception {
        var result = prepare("x\n".repeat(9) + Rows.lines(0, 3), BadRows.SKIP);
        assertThat(result.counts()).isEqualTo(new RowCounts(12, 3, 0, 9));
        assertThat(prepared.reportJson(KEY)).contains("\"rejected\":{\"count\":9,\"not_listed\":4,");
    }

    @Test
    void aLongListOfProblemsSaysHowManyFollow() {
        assertThatThrownBy(() -> prepare("x\n".repeat(9), BadRows.REJECT))
                .hasMessageContaining("line 5, column ")
                .hasMessageContaining("and 4 more");
    }

    @Test
    void anOverlongLineIsBrokenAndTheNextOneIsRead() throws Exception {
        String tooLong = "{\"x\":\"" + "y".repeat(RULES.lineBytes()) + "\"}\n";
        assertThat(prepare(tooLong + Rows.lines(0, 3), BadRows.SKIP).counts()).isEqualTo(new RowCounts(4, 3, 0, 1));
        assertThat(prepared.reportJson(KEY)).contains("longer than the 2,000 bytes allowed");
    }

    @Test
    void bytesThatAreNotUtf8AreNamed() {
        byte[] latin = (Rows.lines(0, 3) + "{\"a\":\"\u00e4\"}").getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() ->
                        new Preparation(blobs, RULES).prepare(new ByteArrayInputStream(latin), KEY, BadRows.REJECT))
                .hasMessageContaining("line 4, column 7: the bytes from here are not UTF-8");
    }

    @Test
    void aByteOrderMarkIsPassedOver() throws Exception {
        assertThat(prepare("\uFEFF" + Rows.lines(0, 3), BadRows.REJECT).counts().kept())
                .isEqualTo(3);
    }

    @Test
    void tooFewRowsAreAnError() {
        assertThatThrownBy(() -> prepare(Rows.lines(0, 2) + Rows.row(0), BadRows.REJECT))
                .hasMessageContaining("2 usable rows (of 3, 1 of them duplicates), but at least 3");
    }

    @Test
    void tooManyDistinctRowsAreAnError() {
        assertThatThrownBy(() -> prepare(Rows.lines(0, 1_001), BadRows.REJECT))
                .hasMessageContaining("more than 1,000 distinct rows; split it");
    }

    private PreparedFile prepare(String content, BadRows badRows) throws IOException, UnusableRows {
        return new Preparation(blobs, RULES).prepare(new ByteArrayInputStream(Rows.bytes(content)), KEY, badRows);
    }

    private List<PreparedRow> rows() throws IOException {
        List<PreparedRow> rows = new ArrayList<>();
        prepared.rows(KEY, rows::add);
        return rows;
    }
}

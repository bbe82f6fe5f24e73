package dev.tailor.acceptance.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.models.files.FileObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the mesh says to files that it cannot use or cannot store, and that it keeps nothing of the latter. */
@ExtendWith(SharedMesh.class)
class BadFileTest {

    private static final String BUNDLED = "tailor-tiny";

    private final Mesh mesh;
    private final FineTuning tuning;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    BadFileTest(Mesh mesh) {
        this.mesh = mesh;
        this.tuning = FineTuning.on(mesh);
    }

    @Test
    void aBrokenLineIsNamedByTheFileAndByItsJob() throws IOException, InterruptedException {
        // Given
        var file = tuning.uploadStrictly(files().cutOffInLine(7));
        // When
        var job = Refusal.ofJob(tuning, BUNDLED, file, Map.of());
        // Then
        assertThat(Refusal.of(file)).contains("line 7, column 51: broken JSON").contains("Repair these lines");
        assertThat(job.code()).isEqualTo("invalid_training_file");
        assertThat(job.param()).contains("training_file");
        assertThat(job.message()).contains(file.id()).contains("line 7, column 51");
    }

    @Test
    void aRowOfAnotherSchemaIsNamedWithItsField() throws IOException, InterruptedException {
        // When
        var file = tuning.uploadStrictly(files().withLine(7, "{\"body\": \"a row without messages\"}"));
        // Then
        assertThat(Refusal.of(file))
                .contains("line 7, column 1: messages: missing; a row has messages, or a prompt and a completion")
                .contains("Repair these lines");
    }

    @Test
    void tooFewRowsToSplitAreCounted() throws IOException, InterruptedException {
        // When
        var file = tuning.uploadStrictly(files().first(3));
        // Then
        assertThat(Refusal.of(file))
                .contains("3 usable rows")
                .contains("at least 10")
                .contains("add more rows");
    }

    @Test
    void anUploadThatIsBrokenOffLeavesNothing() throws IOException, InterruptedException {
        // Given
        var before = mesh.storedFiles();
        var half = SmallFiles.halfAnUpload(mesh.port(), mesh.exported("OPENAI_API_KEY"));
        // When
        try (var connection = new Socket(InetAddress.getLoopbackAddress(), mesh.port())) {
            connection.getOutputStream().write(half);
            Eventually.holds(
                    "the upload is being written", () -> !mesh.halfWritten().isEmpty());
        }
        // Then
        Eventually.holds("the half upload is gone", () -> mesh.halfWritten().isEmpty());
        assertThat(mesh.storedFiles()).isEqualTo(before);
        assertThat(listedNames()).doesNotContain("half.jsonl");
    }

    @Test
    void aFullDiskIsSaidAndKeepsNothing() throws IOException, InterruptedException {
        // Given
        var rows = files().large("large.jsonl");
        try (var disk = SmallDisk.over(mesh.blobs(), 512)) {
            // When
            var refusal = Refusal.of(() -> tuning.upload(rows));
            // Then
            assertThat(refusal.statusCode()).isEqualTo(507);
            assertThat(refusal).hasMessageContaining("storage is full").hasMessageContaining("delete files");
            assertThat(mesh.halfWritten()).as("left on %s", disk).isEmpty();
            assertThat(mesh.storedFiles()).isEmpty();
        }
        assertThat(listedNames()).doesNotContain("large.jsonl");
        assertThat(tuning.uploadStrictly(rows).filename()).isEqualTo("large.jsonl");
    }

    @Test
    void aGatewayWithoutRoomSaysWhere() throws IOException, InterruptedException {
        // Given
        var rows = files().large("large.jsonl");
        try (var disk = SmallDisk.over(mesh.temporary(), 512)) {
            // When
            var refusal = Refusal.of(() -> tuning.upload(rows));
            // Then
            assertThat(refusal.statusCode()).isEqualTo(507);
            assertThat(refusal)
                    .hasMessageContaining("no room")
                    .hasMessageContaining(disk.folder().toString());
            assertThat(mesh.halfWritten()).isEmpty();
        }
    }

    private List<String> listedNames() {
        return tuning.client().files().list().data().stream()
                .map(FileObject::filename)
                .toList();
    }

    private SmallFiles files() {
        return new SmallFiles(folder);
    }
}

package dev.tailor.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.tailor.gateway.standin.FreePort;
import dev.tailor.gateway.standin.StandInFiles;
import dev.tailor.gateway.standin.StandInJobs;
import dev.tailor.proto.data.v1.BadRows;
import io.quarkus.grpc.GrpcService;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(FreePort.class)
class FilesTest {
    private static final String PURPOSE = """
            --cut
            Content-Disposition: form-data; name="purpose"

            fine-tune
            """;
    private static final String SKIP = """
            --cut
            Content-Disposition: form-data; name="x_tailor[bad_rows]"

            skip
            """;
    private static final String FILE = """
            --cut
            Content-Disposition: form-data; name="file"; filename="Übung.jsonl"
            Content-Type: application/jsonl

            {"prompt":"a","completion":"b"}
            """;
    private static final String END = "--cut--\n";

    private final StandInFiles files;

    @TestHTTPResource
    URI gateway;

    FilesTest(@GrpcService StandInFiles files) {
        this.files = files;
    }

    @BeforeEach
    void forget() {
        files.forget();
    }

    @Test
    void fieldsMayStandBeforeAndBehindTheFile() {
        // When
        var before = Http.multipart(FILE + PURPOSE + SKIP + END).post("/v1/files");
        var behind = Http.multipart(PURPOSE + SKIP + FILE + END).post("/v1/files");
        var between = Http.multipart(PURPOSE + FILE + SKIP + END).post("/v1/files");

        // Then
        before.then().statusCode(200).body("filename", equalTo("Übung.jsonl")).body("purpose", equalTo("fine-tune"));
        behind.then().statusCode(200).body("x_tailor.dataset", equalTo("ds-1"));
        between.then().statusCode(200);
        assertThat(files.kept()).hasSize(3).allSatisfy(kept -> {
            assertThat(kept.bytes().toStringUtf8()).isEqualTo("{\"prompt\":\"a\",\"completion\":\"b\"}");
            assertThat(kept.header().getBadRows()).isEqualTo(BadRows.BAD_ROWS_SKIP);
        });
    }

    @Test
    void aLongNameIsKeptAndOneThatIsTooLongRefused() {
        // Given
        var longest = "Ü".repeat(249) + ".jsonl";
        var named = PURPOSE + FILE + END;

        // When
        var kept = Http.multipart(named.replace("Übung.jsonl", longest)).post("/v1/files");
        var refused =
                Http.multipart(named.replace("Übung.jsonl", "Ü" + longest)).post("/v1/files");

        // Then
        kept.then().statusCode(200).body("filename", equalTo(longest));
        refused.then()
                .statusCode(400)
                .body("error.param", equalTo("file"))
                .body("error.message", equalTo("The file's name has 256 characters; give it at most 255"));
    }

    @Test
    void aSecondFileIsRefused() {
        // When
        var afterFields = Http.multipart(PURPOSE + FILE + FILE + END).post("/v1/files");
        var beforeFields = Http.multipart(FILE + FILE + PURPOSE + END).post("/v1/files");

        // Then
        afterFields.then().statusCode(400).body("error.param", equalTo("file"));
        beforeFields.then().statusCode(400).body("error.param", equalTo("file"));
        assertThat(files.kept()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {PURPOSE + FILE, PURPOSE + FILE + "--cu", FILE, FILE + PURPOSE, PURPOSE, "", "nonsense"})
    void aBodyThatBreaksOffIsRefusedAndNothingIsKept(String body) {
        // When
        var response = Http.multipart(body).post("/v1/files");

        // Then
        response.then().statusCode(400).body("error.type", equalTo("invalid_request_error"));
        assertThat(files.kept()).isEmpty();
    }

    @Test
    void aCallerWhoLeavesDuringAnUploadLeavesNothingBehind() throws IOException, InterruptedException {
        // Given
        var head = "POST /v1/files HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer sk-test\r\n"
                + "Content-Type: multipart/form-data; boundary=cut\r\nContent-Length: 9000000\r\n\r\n";
        var begun = head + (PURPOSE + FILE).replace("\n", "\r\n") + "x".repeat(1_000_000);

        // When
        try (var socket = new Socket(gateway.getHost(), gateway.getPort())) {
            socket.getOutputStream().write(begun.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            awaitWaiting(1);
        }

        // Then
        awaitWaiting(0);
        assertThat(files.kept()).isEmpty();
    }

    private static void awaitWaiting(int count) throws IOException, InterruptedException {
        var deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (waiting() != count && System.nanoTime() < deadline) Thread.sleep(10);
        assertThat(waiting()).as("uploads that wait on disk").isEqualTo(count);
    }

    private static long waiting() throws IOException {
        try (var entries = Files.newDirectoryStream(Path.of(System.getProperty("java.io.tmpdir")), "tailor-upload-*")) {
            return StreamSupport.stream(entries.spliterator(), false).count();
        }
    }

    @Test
    void aFormFieldThatIsWrongIsNamed() {
        // Given
        var wrongPurpose = PURPOSE.replace("fine-tune", "fun");
        var wrongRows = SKIP.replace("skip", "maybe");
        var unknown = SKIP.replace("bad_rows", "rows");

        // When
        var purpose = Http.multipart(wrongPurpose + FILE + END).post("/v1/files");
        var rows = Http.multipart(PURPOSE + wrongRows + FILE + END).post("/v1/files");
        var field = Http.multipart(PURPOSE + unknown + FILE + END).post("/v1/files");
        var none = Http.multipart(FILE + END).post("/v1/files");

        // Then
        purpose.then().statusCode(400).body("error.param", equalTo("purpose"));
        rows.then().statusCode(400).body("error.param", equalTo("x_tailor[bad_rows]"));
        field.then().statusCode(400).body("error.param", equalTo("x_tailor[rows]"));
        field.then().body("error.code", equalTo("unknown_parameter"));
        none.then().statusCode(400).body("error.param", equalTo("purpose"));
        none.then().body("error.code", equalTo("missing_required_parameter"));
    }

    @ParameterizedTest
    @CsvSource({
        "anchor, created_at, expires_after[seconds], missing_required_parameter",
        "seconds, 3600, expires_after[anchor], missing_required_parameter"
    })
    void halfOfAnExpiryIsRefused(String name, String value, String wrong, String code) {
        // When
        var response =
                Http.multipart(PURPOSE + expiry(name, value) + FILE + END).post("/v1/files");

        // Then
        response.then().statusCode(400).body("error.param", equalTo(wrong)).body("error.code", equalTo(code));
        assertThat(files.kept()).isEmpty();
    }

    @Test
    void anExpiryCountsFromTheCreationOnly() {
        // When
        var nonsense = Http.multipart(PURPOSE + expiry("anchor", "now") + expiry("seconds", "3600") + FILE + END)
                .post("/v1/files");

        // Then
        nonsense.then()
                .statusCode(400)
                .body("error.param", equalTo("expires_after[anchor]"))
                .body("error.message", equalTo("Must be created_at, was 'now'"));
    }

    private static String expiry(String name, String value) {
        return SKIP.replace("x_tailor[bad_rows]", "expires_after[%s]".formatted(name))
                .replace("skip", value);
    }

    @Test
    void aFileThatAJobHasYetToReadStays() {
        // When
        var response = Http.caller().delete("/v1/files/" + StandInJobs.NEEDED);

        // Then
        response.then()
                .statusCode(409)
                .header("x-should-retry", "false")
                .body("error.code", equalTo("file_in_use"))
                .body("error.message", equalTo("The job ftjob-1 needs it"));
    }

    @Test
    void anUnknownFileIs404() {
        // When
        var file = Http.caller().get("/v1/files/file-none");
        var content = Http.caller().get("/v1/files/file-none/content");
        var deleted = Http.caller().delete("/v1/files/file-none");

        // Then
        file.then().statusCode(404).body("error.code", equalTo("file_not_found"));
        content.then().statusCode(404).body("error.code", equalTo("file_not_found"));
        deleted.then().statusCode(404).body("error.code", equalTo("file_not_found"));
    }
}

package dev.tailor.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.tailor.gateway.standin.FreePort;
import dev.tailor.gateway.standin.StandInChat;
import dev.tailor.gateway.standin.StandInFiles;
import dev.tailor.gateway.standin.StandInJobs;
import io.quarkus.grpc.GrpcService;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(FreePort.class)
@TestProfile(SilentServicesTest.Hurried.class)
class SilentServicesTest {
    private static final String CHAT = """
            {"model":"%s","stream":%s,"messages":[{"role":"user","content":"Hello"}]}""";

    private final StandInChat chat;

    SilentServicesTest(@GrpcService StandInChat chat) {
        this.chat = chat;
    }

    public static final class Hurried implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("tailor.calls.deadline", "500ms", "tailor.calls.silence", "500ms");
        }
    }

    @Test
    void aCallThatIsNotAnsweredEnds() {
        // When
        var response = Http.caller().get("/v1/fine_tuning/jobs/" + StandInJobs.HUNG);

        // Then
        isLate(response);
    }

    @Test
    void aPlanMayTakeLongerThanOtherCalls() {
        // When
        var response = Http.json("{\"model\":\"%s\",\"training_file\":\"f\"}".formatted(StandInJobs.SLOW))
                .post("/v1/fine_tuning/plans");

        // Then
        response.then().statusCode(200).body("object", equalTo("fine_tuning.plan"));
    }

    @Test
    void anAnswerWithoutAWordEndsAndIsCancelled() throws InterruptedException {
        // When
        chat.forget();
        var response = Http.json(CHAT.formatted(StandInChat.SILENT, false)).post("/v1/chat/completions");

        // Then
        isLate(response);
        assertThat(chat.isCancelled()).isTrue();
    }

    @Test
    void aStreamWithoutAWordEnds() {
        // When
        var response = Http.json(CHAT.formatted(StandInChat.SILENT, true)).post("/v1/chat/completions");

        // Then
        isLate(response);
    }

    @Test
    void anUploadThatIsTakenAndNotAnsweredEnds() {
        // When
        var response = Http.multipart("""
                --cut
                Content-Disposition: form-data; name="purpose"

                fine-tune
                --cut
                Content-Disposition: form-data; name="file"; filename="%s"

                {"prompt":"a","completion":"b"}
                --cut--
                """.formatted(StandInFiles.HUNG)).post("/v1/files");

        // Then
        isLate(response);
    }

    private static void isLate(Response response) {
        response.then()
                .statusCode(504)
                .body("error.type", equalTo("server_error"))
                .body("error.code", equalTo("service_timeout"))
                .body("error.message", containsString("TAILOR_CALLS_DEADLINE"));
    }
}

package dev.tailor.training.hub;

import static dev.tailor.training.hub.Bench.WEIGHTS;
import static dev.tailor.training.hub.LocalHub.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tailor.training.hub.LocalHub.Request;
import dev.tailor.training.problem.HubRefused;
import dev.tailor.training.problem.HubRefused.Reason;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done when the Hub, the network or the content is not as it should be. */
class HubTroubleTest {

    private static final String API = "/revision/main";
    private static final String STORE = "/store/model.safetensors";

    @TempDir
    private Path home;

    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(home);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aCutConnectionIsFollowedByOneForTheRest() throws Exception {
        // Given
        bench.hub.with("model.safetensors", Bench.bytes(900, 3));
        bench.hub.disturb(STORE, bench.hub.cutAfter(300), bench.hub.cutAfter(200));
        // When
        var snapshot = bench.obtain();
        // Then
        assertThat(bench.hub.requests("GET", STORE))
                .extracting(Request::range)
                .containsExactly("bytes=0-899", "bytes=300-899", "bytes=500-899");
        assertThat(snapshot.directory().resolve("model.safetensors")).hasBinaryContent(Bench.bytes(900, 3));
    }

    @Test
    void aTransferThatFallsSilentIsCutByUs() throws Exception {
        // Given
        var end = new CountDownLatch(1);
        bench.hub.with("model.safetensors", Bench.bytes(900, 3));
        bench.hub.disturb(STORE, exchange -> {
            bench.hub.cutAfter(400).answer(exchange);
            await(end);
        });
        var hasty = bench.config().withSilence(Duration.ofMillis(500));
        // When
        var snapshot = bench.obtain(bench.models(hasty));
        end.countDown();
        // Then
        assertThat(snapshot.directory().resolve("model.safetensors")).hasBinaryContent(Bench.bytes(900, 3));
    }

    @Test
    void aMirrorThatIgnoresRangesServesToo() throws Exception {
        // Given
        var whole = bench.hub.wholeFile();
        bench.hub.disturb(STORE, whole, whole, whole, whole);
        // Then
        assertThat(bench.obtain().directory().resolve("model.safetensors")).hasBinaryContent(WEIGHTS);
    }

    @Test
    void tooManyRequestsAreFollowedByThePauseThatTheHubAsksFor() throws Exception {
        // Given
        bench.hub.disturb(
                API,
                status(429, "Retry-After", "7"),
                status(429, "Retry-After", "Thu, 01 Jan 2026 00:00:09 GMT"),
                status(429, "Retry-After", "100000"));
        // When
        bench.obtain();
        // Then
        assertThat(bench.pauses).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(9), Duration.ofMinutes(2));
    }

    @Test
    void anIllHubIsAskedAgainAfterGrowingPauses() throws Exception {
        // Given
        bench.hub.disturb(API, status(500), status(502), status(503));
        // When
        bench.obtain();
        // Then
        assertThat(bench.pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
    }

    @Test
    void aHubThatStaysIllIsGivenUp() {
        // Given
        bench.hub.disturb(API, status(503), status(503), status(503), status(503));
        // Then
        assertRefused(bench.models(), Reason.HUB_UNREACHABLE, "status 503");
        assertThat(bench.hub.requests()).hasSize(4);
    }

    @Test
    void withoutANetworkTheMessageNamesTheAddressAndTheCache() {
        // Given
        var nobody = TestHubConfig.of(URI.create("http://127.0.0.1:1"), home);
        // Then
        assertRefused(bench.models(nobody), Reason.HUB_UNREACHABLE, "http://127.0.0.1:1");
        assertRefused(
                bench.models(nobody), Reason.HUB_UNREACHABLE, nobody.cache().toString());
        assertRefused(bench.models(nobody), Reason.HUB_UNREACHABLE, "HF_ENDPOINT");
    }

    @Test
    void anUnknownModelAsksForItsNameAndAToken() {
        // Given
        bench.hub.disturb(API, status(401, "X-Error-Code", "RepoNotFound"), status(404), status(401));
        // Then
        assertRefused(bench.models(), Reason.MODEL_NOT_FOUND, "check its name; if it is private, set HF_TOKEN");
        assertRefused(bench.models(), Reason.MODEL_NOT_FOUND, "owner/name");
        assertRefused(bench.models(), Reason.MODEL_NOT_FOUND, "owner/name");
    }

    @Test
    void anUnknownRevisionIsNamed() {
        // Given
        bench.hub.disturb(API, status(404, "X-Error-Code", "RevisionNotFound"));
        // Then
        assertRefused(bench.models(), Reason.MODEL_NOT_FOUND, "no revision main");
    }

    @Test
    void aGatedModelTellsWhereItsTermsAreAccepted() {
        // Given
        bench.hub.disturb(
                "HEAD /owner/name/resolve/" + LocalHub.COMMIT + "/config.json",
                status(401, "X-Error-Code", "GatedRepo"),
                status(403, "X-Error-Code", "GatedRepo"));
        // Then
        assertRefused(bench.models(), Reason.MODEL_GATED, bench.hub.endpoint() + "/owner/name and set HF_TOKEN");
        assertRefused(bench.models(bench.config().withToken("hf_x")), Reason.MODEL_GATED, "that HF_TOKEN belongs to");
    }

    @Test
    void aTokenThatIsRefusedIsToldApartFromAModelThatIsNotThere() {
        // Given
        bench.hub.disturb(API, status(401), status(403, "X-Error-Message", "no permission"));
        var models = bench.models(bench.config().withToken("hf_old"));
        // Then
        assertRefused(models, Reason.HUB_TOKEN_REFUSED, "set HF_TOKEN");
        assertRefused(models, Reason.HUB_TOKEN_REFUSED, "no permission");
    }

    @Test
    void aWrongContentIsFetchedAgain() throws Exception {
        // Given
        bench.hub.disturb(STORE, bench.hub.wrongBytes());
        // When
        var snapshot = bench.obtain();
        // Then
        assertThat(snapshot.directory().resolve("model.safetensors")).hasBinaryContent(WEIGHTS);
        assertThat(bench.hub.requests("GET", STORE)).hasSize(8);
    }

    @Test
    void aContentThatStaysWrongIsNeverAModel() {
        // Given
        var wrong = bench.hub.wrongBytes();
        bench.hub.disturb(STORE, wrong, wrong, wrong, wrong, wrong, wrong, wrong, wrong);
        // Then
        assertRefused(bench.models(), Reason.DOWNLOAD_BROKEN, "model.safetensors");
        assertThat(bench.models().list()).isEmpty();
        assertThat(bench.repository().resolve("snapshots")).doesNotExist();
        assertThat(bench.repository().resolve("refs")).doesNotExist();
    }

    @Test
    void aRedirectFromASafeToAnUnsafeAddressOrToNoneIsNotFollowed() {
        // Given
        var lost = status(302);
        bench.hub.disturb(API, lost, status(302, "Location", "file:///etc/passwd"), lost, lost);
        // Then
        assertRefused(bench.models(), Reason.HUB_UNREACHABLE, "a redirect names no target");
    }

    private void assertRefused(HubModels models, Reason reason, String words) {
        assertThatThrownBy(() -> bench.obtain(models))
                .isInstanceOfSatisfying(
                        HubRefused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason))
                .hasMessageContaining(words);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }
}

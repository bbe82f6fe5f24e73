package dev.tailor.training.hub;

import static dev.tailor.training.hub.Bench.MODEL;
import static dev.tailor.training.hub.Bench.WEIGHTS;
import static dev.tailor.training.hub.LocalHub.COMMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tailor.training.hub.LocalHub.Request;
import dev.tailor.training.problem.HubRefused;
import dev.tailor.training.problem.HubRefused.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the cache holds already, and what it holds after a download that ended early. */
class HubCacheTest {

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
    void aModelThatAnotherToolFetchedIsUsedWithoutAsking() throws Exception {
        // Given
        var snapshot = cachedByAnotherTool("config.json", "tokenizer.model", "model.safetensors");
        // Then
        assertThat(bench.obtain().directory()).isEqualTo(snapshot);
        assertThat(bench.models().list()).extracting(HubSnapshot::reference).containsExactly(MODEL);
        assertThat(bench.hub.requests()).isEmpty();
    }

    @Test
    void halfAModelOfAnotherToolIsCompleted() throws Exception {
        // Given
        cachedByAnotherTool("config.json", "tokenizer.json");
        assertThat(bench.models().find(MODEL)).isEmpty();
        // When
        bench.obtain();
        // Then
        assertThat(bench.models().find(MODEL)).isPresent();
    }

    @Test
    void aShardThatIsMissingMakesAModelUnfinished() throws Exception {
        // Given
        var snapshot = cachedByAnotherTool("config.json", "tokenizer.json", "a.safetensors");
        Files.writeString(
                snapshot.resolve("model.safetensors.index.json"),
                "{\"weight_map\":{\"x\":\"a.safetensors\",\"y\":\"b.safetensors\"}}");
        assertThat(bench.models().find(MODEL)).isEmpty();
        // When
        Files.writeString(snapshot.resolve("b.safetensors"), "");
        // Then
        assertThat(bench.models().find(MODEL)).isPresent();
    }

    @Test
    void aContentThatIsHereIsNotFetchedForAnotherCommit() throws Exception {
        // Given
        bench.obtain();
        bench.hub.with("tokenizer.json", "{\"new\":1}");
        Files.writeString(bench.repository().resolve("refs").resolve("main"), "f".repeat(40));
        // When
        bench.obtain();
        // Then
        assertThat(bench.hub.requests("GET", STORE)).hasSize(4);
        assertThat(bench.hub.requests("GET", "/tokenizer.json")).hasSize(2);
    }

    @Test
    void aCommitIsFoundByItsNameAndByTheBranch() throws Exception {
        // Given
        bench.models().obtain(MODEL.at(COMMIT), (bytes, total) -> {});
        // Then
        assertThat(bench.models().find(MODEL)).isEmpty();
        assertThat(bench.models().list())
                .extracting(snapshot -> snapshot.reference().id())
                .containsExactly("owner/name@" + COMMIT);
        bench.obtain();
        assertThat(bench.models().find(MODEL.at(COMMIT))).isPresent();
    }

    @Test
    void offlineACachedModelIsUsedAndAnotherOneIsRefusedWithTheFolder() throws Exception {
        // Given
        bench.obtain();
        var offline = bench.models(bench.config().gone());
        int before = bench.hub.requests().size();
        // Then
        assertThat(bench.obtain(offline).commit()).isEqualTo(COMMIT);
        assertThatThrownBy(() -> offline.obtain(new HubReference("owner", "other", "main"), (bytes, total) -> {}))
                .isInstanceOfSatisfying(
                        HubRefused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.HUB_OFFLINE))
                .hasMessageContaining(bench.config().cache().toString());
        assertThat(bench.hub.requests()).hasSize(before);
    }

    @Test
    void twoWhoWantTheSameModelAtOnceFetchItOnce() throws Exception {
        // Given
        var models = List.of(bench.models(), bench.models(), bench.models());
        // When
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = threads.invokeAll(models.stream()
                    .<Callable<HubSnapshot>>map(each -> () -> bench.obtain(each))
                    .toList());
            for (var one : all) {
                assertThat(one.get().directory().resolve("model.safetensors")).hasBinaryContent(WEIGHTS);
            }
        }
        // Then
        assertThat(bench.hub.requests("GET", STORE)).hasSize(4);
    }

    @Test
    void aDownloadThatIsCancelledPublishesNothingAndGoesOnLater() throws Exception {
        // Given
        var arrived = new CountDownLatch(1);
        var never = new CountDownLatch(1);
        LocalHub.Fault lastPartHangs = exchange -> {
            if (String.valueOf(exchange.getRequestHeaders().getFirst("Range")).startsWith("bytes=3000-")) {
                bench.hub.cutAfter(200).answer(exchange);
                arrived.countDown();
                await(never);
            } else {
                bench.hub.cutAfter(TestHubConfig.PART).answer(exchange);
            }
        };
        bench.hub.disturb(STORE, lastPartHangs, lastPartHangs, lastPartHangs, lastPartHangs);
        // When
        var download = Executors.newSingleThreadExecutor();
        var begun = download.submit(() -> bench.obtain());
        assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
        awaitProgress(3200);
        begun.cancel(true);
        download.shutdown();
        assertThat(download.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        never.countDown();
        bench.hub.calm(STORE);
        // Then
        assertThat(bench.models().list()).isEmpty();
        assertThat(bench.repository().resolve("snapshots")).doesNotExist();
        int before = bench.hub.requests("GET", STORE).size();
        bench.obtain();
        assertThat(bench.hub.requests("GET", STORE).stream().skip(before))
                .extracting(Request::range)
                .noneMatch(range -> String.valueOf(range).startsWith("bytes=0-"));
        assertThat(bench.models().list()).hasSize(1);
    }

    @Test
    void aCacheThatCannotBeWrittenIsToldWithItsFolder() throws Exception {
        // Given
        Files.createDirectories(home.resolve("hub"));
        Files.writeString(home.resolve("hub").resolve("models--owner--name"), "in the way");
        // Then
        assertThatThrownBy(() -> bench.obtain())
                .isInstanceOfSatisfying(
                        HubRefused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.DISK_FULL))
                .hasMessageContaining("HF_HUB_CACHE");
    }

    private void awaitProgress(long bytes) throws InterruptedException {
        while (bench.progress.stream().noneMatch(now -> now >= bytes)) {
            Thread.sleep(5);
        }
    }

    private Path cachedByAnotherTool(String... names) throws IOException {
        var snapshot = bench.repository().resolve("snapshots").resolve(COMMIT);
        Files.createDirectories(snapshot);
        Files.createDirectories(bench.repository().resolve("blobs"));
        Files.createDirectories(bench.repository().resolve("refs"));
        Files.writeString(bench.repository().resolve("refs").resolve("main"), COMMIT);
        for (var name : names) {
            Files.writeString(bench.repository().resolve("blobs").resolve(name + "-etag"), "{}");
            Files.createSymbolicLink(snapshot.resolve(name), Path.of("../../blobs", name + "-etag"));
        }
        return snapshot;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }
}

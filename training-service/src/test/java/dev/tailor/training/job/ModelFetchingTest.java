package dev.tailor.training.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tailor.storage.BlobStores;
import dev.tailor.training.hub.HubConfig;
import dev.tailor.training.hub.HubDownloads;
import dev.tailor.training.hub.HubModels;
import dev.tailor.training.hub.HubReference;
import dev.tailor.training.hub.LocalHub;
import dev.tailor.training.hub.TestHubConfig;
import dev.tailor.training.hub.file.HubCacheFolder;
import dev.tailor.training.hub.http.HttpHub;
import dev.tailor.training.model.BaseModel;
import dev.tailor.training.model.BaseModels;
import dev.tailor.training.model.MergeFigures;
import dev.tailor.training.model.ModelBlobs;
import dev.tailor.training.model.ModelKind;
import dev.tailor.training.model.ModelShape;
import dev.tailor.training.model.ModelWeights;
import dev.tailor.training.model.RememberedModels;
import dev.tailor.training.model.ScratchFolder;
import dev.tailor.training.model.StartModels;
import dev.tailor.training.model.TunedModel;
import dev.tailor.training.problem.HubRefused;
import dev.tailor.training.problem.InvalidJobSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that name a model of the Hub, from their submission to the queue. */
class ModelFetchingTest {

    private static final String MODEL = "owner/name";
    private static final String CONFIG = """
            {"model_type":"llama","hidden_size":128,"intermediate_size":384,"num_attention_heads":8,
             "num_hidden_layers":2,"vocab_size":2048,"max_position_embeddings":512}""";

    @TempDir
    private Path home;

    private final LocalHub hub = new LocalHub()
            .with("config.json", CONFIG)
            .with("tokenizer.json", "{}")
            .with("model.safetensors", new byte[5000]);
    private final InMemoryTrainingJobs repository = new InMemoryTrainingJobs();
    private final RememberedEvents history = new RememberedEvents();
    private final Clock clock = Clock.systemUTC();
    private final JobEvents events = new JobEvents(history, new Ids(), clock);
    private HubModels models;
    private final RememberedModels tuned = new RememberedModels();
    private BaseModels bases;
    private JobStarts starts;
    private TrainingJobs jobs;
    private ModelFetching fetching;

    @BeforeEach
    void build() {
        build(TestHubConfig.of(hub.endpoint(), home));
    }

    @AfterEach
    void close() {
        fetching.stop();
        hub.close();
    }

    @Test
    void aJobWaitsForItsBaseModelAndIsQueuedWhenItIsHere() throws InterruptedException {
        // Given
        var job = submit(MODEL);
        assertThat(bases.find(MODEL)).isEmpty();
        // When
        fetchUntilHere();
        fetching.once();
        validate();
        // Then
        assertThat(state(job)).isInstanceOf(JobState.Queued.class);
        assertThat(history.messages(job.id()))
                .contains("Downloading the base model owner/name", "The base model owner/name is here")
                .endsWith("Files validated, moving job to queued state");
        assertThat(bases.list()).extracting(BaseModel::id).containsExactly(MODEL);
    }

    @Test
    void aJobThatGoesOnWithAnAdapterFetchesTheBaseThatIsNoLongerHere() throws InterruptedException, IOException {
        // Given
        var earlier = submit(MODEL);
        fetchUntilHere();
        validate();
        ScratchFolder.delete(home.resolve("hub"));
        fetching.once();
        tuned.put(new TunedModel(
                "ft:owner/name:tailor::0a1b2c3d",
                ModelKind.ADAPTER,
                clock.instant(),
                MODEL,
                earlier.id(),
                "models/earlier/",
                new ModelShape(512, 1000),
                null));
        // When
        var job = submit("ft:owner/name:tailor::0a1b2c3d");
        fetchUntilHere();
        validate();
        // Then
        assertThat(history.messages(job.id())).contains("Downloading the base model owner/name");
        assertThat(state(job)).isInstanceOf(JobState.Queued.class);
    }

    @Test
    void aJobIsNotQueuedBeforeItsBaseModelIsHere() {
        // Given
        var job = submit(MODEL);
        // When
        validate();
        // Then
        assertThat(state(job)).isInstanceOf(JobState.ValidatingFiles.class);
    }

    @Test
    void aJobTellsHowFarTheDownloadHasCome() throws InterruptedException {
        // Given
        var rest = new CountDownLatch(1);
        hub.disturb(
                "GET /store/model.safetensors",
                hub.cutAfter(1000),
                hub.cutAfter(1000),
                hub.cutAfter(1000),
                exchange -> {
                    await(rest);
                    hub.cutAfter(1000).answer(exchange);
                });
        var job = submit(MODEL);
        // When
        while (history.messages(job.id()).stream().noneMatch(words -> words.contains(" % of 0.0 MB"))) {
            fetching.once();
            Thread.sleep(5);
        }
        rest.countDown();
        // Then
        fetchUntilHere();
        assertThat(history.messages(job.id()))
                .anyMatch(words -> words.matches("Downloading the base model owner/name: \\d0 % of 0.0 MB"));
    }

    @Test
    void aJobWhoseModelTheHubDoesNotHaveFailsWithTheReason() throws InterruptedException {
        // Given
        hub.disturb("/revision/main", LocalHub.status(404, "X-Error-Code", "RepoNotFound"));
        var job = submit(MODEL);
        // When
        while (state(job) instanceof JobState.ValidatingFiles) {
            fetching.once();
            Thread.sleep(5);
        }
        // Then
        assertThat(state(job)).isInstanceOfSatisfying(JobState.Failed.class, failed -> {
            assertThat(failed.failure().code()).isEqualTo("model_not_found");
            assertThat(failed.failure().param()).isEqualTo("model");
            assertThat(failed.failure().message()).contains("no model owner/name");
        });
    }

    @Test
    void theNextJobAsksTheHubAgain() throws InterruptedException {
        // Given
        aJobWhoseModelTheHubDoesNotHaveFailsWithTheReason();
        fetching.once();
        var job = submit(MODEL);
        // When
        fetchUntilHere();
        validate();
        // Then
        assertThat(state(job)).isInstanceOf(JobState.Queued.class);
    }

    @Test
    void aModelOfAnUnknownKindFailsTheJobBeforeItsWeightsAreFetched() throws InterruptedException {
        // Given
        hub.with("config.json", "{\"model_type\":\"diffusion\"}");
        var job = submit(MODEL);
        // When
        while (state(job) instanceof JobState.ValidatingFiles) {
            fetching.once();
            Thread.sleep(5);
        }
        // Then
        assertThat(history.messages(job.id()).getLast()).contains("model_type is 'diffusion'");
        assertThat(hub.requests("GET", "/model.safetensors")).isEmpty();
    }

    @Test
    void offlineTheSubmissionIsRefusedWithTheCache() {
        // Given
        build(TestHubConfig.of(hub.endpoint(), home).gone());
        // Then
        assertThatThrownBy(() -> submit(MODEL))
                .isInstanceOf(HubRefused.class)
                .hasMessageContaining(home.resolve("hub").toString());
    }

    @Test
    void switchedOffTheSubmissionIsRefused() {
        // Given
        build(TestHubConfig.of(hub.endpoint(), home).off());
        // Then
        assertThatThrownBy(() -> submit(MODEL))
                .isInstanceOf(HubRefused.class)
                .hasMessageContaining("tailor.hub.enabled");
    }

    @Test
    void aNameWithoutAnOwnerIsNeverAskedOfTheHub() {
        assertThatThrownBy(() -> submit("name")).isInstanceOf(InvalidJobSpec.class);
        assertThat(hub.requests()).isEmpty();
    }

    @Test
    void aDownloadThatNoJobWaitsForIsEnded() throws InterruptedException {
        // Given
        var begun = new CountDownLatch(1);
        var never = new CountDownLatch(1);
        hub.disturb("GET /store/model.safetensors", exchange -> {
            hub.cutAfter(100).answer(exchange);
            begun.countDown();
            await(never);
        });
        var job = submit(MODEL);
        fetching.once();
        begun.await();
        // When
        jobs.cancel(job.id());
        fetching.once();
        // Then
        try (var store = new HubCacheFolder(TestHubConfig.of(hub.endpoint(), home))
                .open(HubReference.parse(MODEL).orElseThrow())) {
            assertThat(store).isNotNull();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        assertThat(models.list()).isEmpty();
        never.countDown();
    }

    private void build(HubConfig config) {
        models = new HubModels(
                config, new HttpHub(config, pause -> {}, clock), new HubCacheFolder(config), BaseModels::objection);
        bases = new BaseModels(List.of(), models);
        var weights = new ModelWeights(bases, tuned, new ModelBlobs(BlobStores.open(home.toUri())));
        starts = new JobStarts(new StartModels(bases, tuned, weights, ModelFetchingTest::neverMerge), repository);
        var check = new SpecCheck(bases, starts, new ScriptedDatasets(), Optional::empty);
        jobs = new TrainingJobs(repository, check, new JobAdmission(tuned, repository), events, new Ids(), clock);
        fetching = new ModelFetching(repository, events, starts, new HubDownloads(models), clock);
    }

    private static MergeFigures neverMerge(Path base, Path adapter, Path output) {
        throw new AssertionError("nothing to merge");
    }

    private TrainingJob submit(String model) {
        var spec =
                new TrainingJobSpec(model, "file-1", null, null, 0, Map.of(), Hyperparameters.AUTO, TailorOptions.AUTO);
        return jobs.submit(spec, Optional.empty());
    }

    private JobState state(TrainingJob job) {
        return jobs.get(job.id()).state();
    }

    private void fetchUntilHere() throws InterruptedException {
        while (bases.find(MODEL).isEmpty()) {
            fetching.once();
            Thread.sleep(5);
        }
    }

    private void validate() {
        var fitness = RunBench.fitness(starts, new ScriptedDatasets(), (run, testRows) -> {});
        new FileValidation(repository, events, new ScriptedDatasets(), starts, fitness, clock).once();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }
}

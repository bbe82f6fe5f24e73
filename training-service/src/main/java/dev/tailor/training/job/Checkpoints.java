package dev.tailor.training.job;

import dev.tailor.training.model.LocalModel;
import dev.tailor.training.model.ModelBlobs;
import dev.tailor.training.model.ModelKind;
import dev.tailor.training.model.ModelNames;
import dev.tailor.training.model.ModelShape;
import dev.tailor.training.model.TunedModel;
import dev.tailor.training.model.TunedModelRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Keeps what a run leaves behind: its checkpoints and its result. */
public class Checkpoints {

    private static final List<String> COMPANIONS = List.of(
            "tokenizer.json",
            "tokenizer.model",
            "vocab.json",
            "merges.txt",
            "added_tokens.json",
            "tokenizer_config.json",
            "special_tokens_map.json",
            "chat_template.jinja",
            "generation_config.json");

    private final CheckpointRepository repository;
    private final TunedModelRepository models;
    private final ModelBlobs blobs;
    private final Ids ids;
    private final Clock clock;
    private final int most;

    /** @param most checkpoints of a job that are kept beside its best one; 0 keeps all */
    public Checkpoints(
            CheckpointRepository repository,
            TunedModelRepository models,
            ModelBlobs blobs,
            Ids ids,
            Clock clock,
            int most) {
        this.repository = repository;
        this.models = models;
        this.blobs = blobs;
        this.ids = ids;
        this.clock = clock;
        this.most = most;
    }

    public Page<Checkpoint> page(String jobId, Cursor cursor) {
        return repository.page(jobId, cursor);
    }

    /** Copies a checkpoint out of the worker's folder and registers it; registered means whole. */
    void keep(TrainingJob job, LocalModel start, Path directory, StepMetrics metrics) throws IOException {
        var prefix = ModelNames.checkpointBlobs(job.id()) + "step-%d/".formatted(metrics.step());
        keepCompanions(start, directory, prefix);
        blobs.store(directory, prefix);
        var name = ModelNames.checkpoint(job.tunedModel(), metrics.step());
        models.put(model(job, start, name, prefix));
        repository.put(
                new Checkpoint(ids.next("ftckpt-"), job.id(), clock.instant(), metrics.step(), name, metrics, prefix));
    }

    /**
     * Removes all but the latest checkpoints and the best one; returns the steps of those that went.
     *
     * @param needed whether a job is to start from a model
     */
    List<Integer> thin(String jobId, Predicate<String> needed) throws IOException {
        if (most == 0) {
            return List.of();
        }
        var best = best(jobId);
        var old = repository.all(jobId).stream()
                .skip(most)
                .filter(checkpoint -> !best.equals(Optional.of(checkpoint)))
                .filter(checkpoint -> models.adaptersOver(checkpoint.model()).isEmpty())
                .filter(checkpoint -> !needed.test(checkpoint.model()))
                .toList();
        for (var checkpoint : old) {
            models.removeOnly(checkpoint.model());
            repository.removeByModel(checkpoint.model());
            blobs.remove(checkpoint.blobs());
        }
        return old.stream().map(Checkpoint::step).toList();
    }

    /** Stores the result of a run and registers it as a model. */
    void keepResult(TrainingJob job, LocalModel start, Path output) throws IOException {
        var prefix = ModelNames.blobs(job.id());
        blobs.remove(prefix);
        keepCompanions(start, output, prefix);
        blobs.store(output, prefix);
        models.put(model(job, start, job.tunedModel(), prefix));
    }

    /** Takes back the result of a job that was cancelled or lost at the last moment. */
    void withdrawResult(TrainingJob job) throws IOException {
        blobs.remove(ModelNames.blobs(job.id()));
        models.removeOnly(job.tunedModel());
    }

    /** The model is there no longer; its checkpoints are forgotten with it, or the one that it is. */
    void forget(TunedModel model) {
        if (model.blobs().equals(ModelNames.blobs(model.jobId()))) {
            repository.removeAll(model.jobId());
        } else {
            repository.removeByModel(model.id());
        }
    }

    /** The metrics of the checkpoint that a model is, or of the one that a job's result came from. */
    Optional<StepMetrics> metrics(TunedModel model) {
        return repository
                .findByModel(model.id())
                .or(() -> best(model.jobId()))
                .or(() -> latest(model.jobId()))
                .map(Checkpoint::metrics);
    }

    /** The one with the lowest validation loss; of equals the earliest. */
    Optional<Checkpoint> best(String jobId) {
        return repository.all(jobId).stream()
                .filter(checkpoint -> checkpoint.metrics().validLoss() != null)
                .min(Comparator.comparingDouble((Checkpoint checkpoint) ->
                                ResolvedSettings.set(checkpoint.metrics().validLoss()))
                        .thenComparingInt(Checkpoint::step));
    }

    Optional<Checkpoint> latest(String jobId) {
        return repository.latest(jobId);
    }

    void restore(Checkpoint checkpoint, Path target) throws IOException {
        Files.createDirectories(target);
        blobs.fetch(checkpoint.blobs(), target);
    }

    List<String> resumableJobs() {
        return repository.resumableJobs();
    }

    /** Removes what only training needs from a job's checkpoints, from which no run goes on any more. */
    void reduce(String jobId) throws IOException {
        for (var checkpoint : repository.resumable(jobId)) {
            blobs.reduceToModel(checkpoint.blobs());
            repository.reduced(checkpoint.id());
        }
    }

    private void keepCompanions(LocalModel start, Path directory, String prefix) throws IOException {
        for (var name : COMPANIONS) {
            var file = start.directory().resolve(name);
            if (Files.exists(file) && !Files.exists(directory.resolve(name))) {
                blobs.storeFile(file, prefix + name);
            }
        }
    }

    private TunedModel model(TrainingJob job, LocalModel start, String id, String prefix) {
        boolean adapter = ResolvedSettings.set(job.settings()).method().isAdapter();
        var kind = adapter ? ModelKind.ADAPTER : ModelKind.FULL;
        var base = adapter ? start.id() : ModelNames.base(start.id());
        var shape = new ModelShape(start.sizes().contextLength(), start.sizes().parameters());
        return new TunedModel(id, kind, clock.instant(), base, job.id(), prefix, shape, null);
    }
}

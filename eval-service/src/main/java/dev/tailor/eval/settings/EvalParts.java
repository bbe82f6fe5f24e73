package dev.tailor.eval.settings;

import dev.tailor.eval.chat.Chat;
import dev.tailor.eval.chat.ModelQueues;
import dev.tailor.eval.comparison.ComparisonLoop;
import dev.tailor.eval.comparison.ComparisonRepository;
import dev.tailor.eval.comparison.ComparisonRunner;
import dev.tailor.eval.comparison.Comparisons;
import dev.tailor.eval.comparison.Evaluation;
import dev.tailor.eval.comparison.EvaluationLimits;
import dev.tailor.eval.comparison.Scratch;
import dev.tailor.eval.comparison.TestRows;
import dev.tailor.eval.model.BaseModels;
import dev.tailor.eval.model.DownloadLimits;
import dev.tailor.eval.model.ModelCache;
import dev.tailor.eval.model.ModelRegistry;
import dev.tailor.eval.model.ModelRunner;
import dev.tailor.eval.model.ModelSweep;
import dev.tailor.eval.model.Models;
import dev.tailor.eval.model.WorkerSource;
import dev.tailor.eval.statistics.PairedBootstrap;
import dev.tailor.worker.launch.WorkerLaunch;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Puts the plain objects of the core together, with the settings they need. */
@Singleton
public class EvalParts {
    private final EvalSettings settings;

    public EvalParts(EvalSettings settings) {
        this.settings = settings;
    }

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    RandomGenerator seeds() {
        return new SecureRandom();
    }

    @Produces
    @Singleton
    DownloadLimits downloadLimits() {
        return new DownloadLimits(settings.eval().downloadSilence());
    }

    @Produces
    @Singleton
    WorkerSource workerSource() {
        var worker = settings.worker();
        return () -> new WorkerLaunch(
                worker.classpath().orElse(""),
                folder("worker.log"),
                worker.threads().orElseGet(() -> Runtime.getRuntime().availableProcessors()),
                worker.heapMegabytes(),
                worker.patience());
    }

    @Produces
    @Singleton
    Models models(ModelRegistry registry) {
        var directories = Arrays.stream(settings.models().orElse("").split("[:,]"))
                .filter(directory -> !directory.isBlank())
                .map(directory -> Path.of(directory.strip()).toAbsolutePath())
                .toList();
        return new Models(new BaseModels(directories), registry, new ModelCache(folder("models"), registry));
    }

    @Produces
    @Singleton
    ModelQueues queues() {
        return new ModelQueues(settings.eval().queueLength());
    }

    @Produces
    @Singleton
    Chat chat(Models models, ModelQueues queues, ModelRunner runner) {
        return new Chat(models, queues, runner);
    }

    @Produces
    @Singleton
    Comparisons comparisons(ComparisonRepository repository, Models models, TestRows testRows, Clock clock) {
        return new Comparisons(repository, models, testRows, clock);
    }

    @Produces
    @Singleton
    Evaluation evaluation(Models models, ModelRunner runner, TestRows testRows) {
        var scratch = new Scratch(folder("work"));
        scratch.clear();
        var eval = settings.eval();
        return new Evaluation(
                models,
                runner,
                testRows,
                new PairedBootstrap(eval.resamples(), eval.seed()),
                new EvaluationLimits(eval.maxRows(), eval.answerTokens()),
                scratch);
    }

    @Produces
    @Singleton
    ComparisonLoop loop(ComparisonRepository repository, Evaluation evaluation, Clock clock) {
        var eval = settings.eval();
        var runner = new ComparisonRunner(repository, evaluation, clock, eval.lease(), eval.outagePause());
        return new ComparisonLoop(runner, eval.pause());
    }

    void stop(@Disposes ComparisonLoop loop) {
        loop.close();
    }

    @Produces
    @Singleton
    ModelSweep sweep(Models models) {
        return new ModelSweep(models, settings.eval().sweepPause());
    }

    void stop(@Disposes ModelSweep sweep) {
        sweep.close();
    }

    private Path folder(String name) {
        return settings.home().toAbsolutePath().resolve("eval").resolve(name);
    }
}

package dev.tailor.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Ends a process of the mesh at a random moment, abruptly or politely, and has the mesh repaired. */
final class Kills {
    private static final int MOST_BETWEEN_MILLIS = 12_000;
    private static final int WORKER_AGAIN_AFTER_STEPS = 25;
    private static final int TELL_EVERY = 5;
    private static final long END_SECONDS = 60;

    private final Mesh mesh;
    private final KillJobs jobs;
    private final Random random;
    private final Consumer<String> listener;
    private final Map<String, Integer> byVictim = new TreeMap<>();
    private int stepOfWorker = -WORKER_AGAIN_AFTER_STEPS;

    private record Victim(String name, ProcessHandle process) {}

    /** @param listener hears how far it is */
    Kills(Mesh mesh, KillJobs jobs, long seed, Consumer<String> listener) {
        this.mesh = mesh;
        this.jobs = jobs;
        this.random = new Random(seed);
        this.listener = listener;
    }

    int count() {
        return byVictim.values().stream().mapToInt(Integer::intValue).sum();
    }

    Map<String, Integer> byVictim() {
        return Collections.unmodifiableMap(byVictim);
    }

    /** Until the job is over, or there were kills enough. */
    void during(String job, int most) {
        stepOfWorker = -WORKER_AGAIN_AFTER_STEPS;
        while (count() < most && !KillJobs.over(jobs.look(job))) {
            Pause.of(moment());
            end(victim(KillJobs.step(jobs.look(job))));
            mesh.up();
            if (count() % TELL_EVERY == 0) {
                listener.accept("%d of %d kills".formatted(count(), most));
            }
        }
        jobs.finished(job);
    }

    /** More often soon than late: also starts are disturbed, yet jobs get on. */
    private Duration moment() {
        double share = random.nextDouble();
        return Duration.ofMillis(Math.round(share * share * MOST_BETWEEN_MILLIS));
    }

    /** Half of them are the worker, unless no checkpoint can lie between this and its last death. */
    private Victim victim(int step) {
        var services = mesh.running();
        var workers = new ArrayList<ProcessHandle>();
        services.stream()
                .filter(one -> one.service() == Service.TRAINING)
                .flatMap(one -> one.process().stream())
                .forEach(training -> training.children().forEach(workers::add));
        if (!workers.isEmpty() && random.nextBoolean() && step >= stepOfWorker + WORKER_AGAIN_AFTER_STEPS) {
            stepOfWorker = step;
            return new Victim("worker", workers.getFirst());
        }
        var service = random.nextBoolean() ? training(services) : services.get(random.nextInt(services.size()));
        return new Victim(
                service.service().folder(),
                service.process().orElseThrow(() -> new CommandFailed(service + " ended by itself")));
    }

    private static RunningService training(List<RunningService> services) {
        return services.stream()
                .filter(one -> one.service() == Service.TRAINING)
                .findFirst()
                .orElseThrow(() -> new CommandFailed("training-service ended by itself"));
    }

    private void end(Victim victim) {
        boolean abruptly = random.nextInt(3) > 0;
        boolean unused =
                abruptly ? victim.process().destroyForcibly() : victim.process().destroy();
        try {
            victim.process().onExit().get(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("interrupted", interrupted);
        } catch (ExecutionException | TimeoutException stays) {
            throw new CommandFailed(victim.name() + " did not end within " + END_SECONDS + " s", stays);
        }
        byVictim.merge(victim.name() + (abruptly ? " by SIGKILL" : " by SIGTERM"), 1, Integer::sum);
    }
}

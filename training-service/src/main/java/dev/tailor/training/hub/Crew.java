package dev.tailor.training.hub;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Does many things at once; the first failure ends the others, and nobody works on after it was told. */
final class Crew {

    private final int members;

    Crew(int members) {
        this.members = members;
    }

    <T> List<T> all(List<? extends Callable<T>> work) throws InterruptedException, IOException {
        var threads = Executors.newFixedThreadPool(
                members, Thread.ofVirtual().name("hub-", 0).factory());
        try {
            var finished = new ExecutorCompletionService<T>(threads);
            var tasks = work.stream().map(finished::submit).toList();
            for (int done = 0; done < tasks.size(); done++) {
                finished.take().get();
            }
            return tasks.stream().map(Future::resultNow).toList();
        } catch (ExecutionException failed) {
            throw cause(failed);
        } finally {
            end(threads);
        }
    }

    private static void end(ExecutorService threads) throws InterruptedException {
        threads.shutdownNow();
        while (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
            threads.shutdownNow();
        }
    }

    private static IOException cause(ExecutionException failed) throws InterruptedException {
        return switch (failed.getCause()) {
            case RuntimeException problem -> throw problem;
            case InterruptedException interrupted -> throw interrupted;
            case IOException broken -> broken;
            case null, default -> throw new IllegalStateException(failed);
        };
    }
}

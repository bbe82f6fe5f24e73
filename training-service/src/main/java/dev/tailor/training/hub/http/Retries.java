package dev.tailor.training.hub.http;

import dev.tailor.training.hub.HubConfig;
import dev.tailor.training.hub.Pause;
import dev.tailor.training.problem.HubRefused;
import dev.tailor.training.problem.HubRefused.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Tries again after a pause that grows, or that the Hub asked for, and gives up at last. */
final class Retries {

    private static final int MOST_DOUBLINGS = 20;

    private final HubConfig config;
    private final Pause pause;

    Retries(HubConfig config, Pause pause) {
        this.config = config;
        this.pause = pause;
    }

    <T> T answer(Call<T> call) throws InterruptedException {
        for (int failures = 1; ; failures++) {
            try {
                return call.make();
            } catch (IOException failed) {
                pauseOrGiveUp(failures, failed);
            }
        }
    }

    void pauseOrGiveUp(int failures, IOException failed) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("the download is no longer wanted");
        }
        var patience = config.patience();
        if (failures > patience.retries()) {
            throw unreachable(failed);
        }
        var asked = failed instanceof TryAgain later ? later.after() : Optional.<Duration>empty();
        var growing = patience.firstPause().multipliedBy(1L << Math.min(MOST_DOUBLINGS, failures - 1));
        var time = asked.orElse(growing);
        pause.take(time.compareTo(patience.longestPause()) > 0 ? patience.longestPause() : time);
    }

    private HubRefused unreachable(IOException failed) {
        return new HubRefused(
                Reason.HUB_UNREACHABLE,
                "The Hub at %s does not answer as it should (%s); try again later, check the network, name a mirror (HF_ENDPOINT), or put the model into the cache %s"
                        .formatted(config.endpoint(), reason(failed), config.cache()));
    }

    private static String reason(IOException failed) {
        return failed.getMessage() == null ? failed.getClass().getSimpleName() : failed.getMessage();
    }

    /** One attempt. */
    @FunctionalInterface
    interface Call<T> {
        T make() throws IOException, InterruptedException;
    }
}

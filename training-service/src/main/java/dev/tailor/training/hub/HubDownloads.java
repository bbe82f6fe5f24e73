package dev.tailor.training.hub;

import dev.tailor.training.problem.HubRefused;
import dev.tailor.training.problem.HubRefused.Reason;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;
import org.jboss.logging.Logger;

/** Downloads in the background, one a model, for as long as somebody wants it. */
public final class HubDownloads {

    private static final Logger LOG = Logger.getLogger(HubDownloads.class);

    private final HubModels models;
    private final Map<HubReference, Download> downloads = new ConcurrentHashMap<>();

    public HubDownloads(HubModels models) {
        this.models = models;
    }

    /** Where a download stands. */
    public sealed interface Standing {

        /**
         * It goes on.
         *
         * @param total 0 as long as it is not known
         */
        record Running(long bytes, long total) implements Standing {}

        /** The model is here. */
        record Ended(HubSnapshot snapshot) implements Standing {}

        /** The model cannot be had. */
        record Refused(HubRefused reason) implements Standing {}
    }

    /** Begins the download unless it has begun. */
    public Standing look(HubReference reference) {
        return downloads.computeIfAbsent(reference, this::begin).standing();
    }

    /** Ends the downloads of other models, which keep what has arrived, and forgets how they ended. */
    public void keepOnly(Set<HubReference> wanted) {
        downloads.entrySet().removeIf(entry -> {
            if (wanted.contains(entry.getKey())) {
                return false;
            }
            entry.getValue().task.cancel(true);
            return true;
        });
    }

    private Download begin(HubReference reference) {
        var download = new Download(models, reference);
        LOG.infof("download started model=%s", reference.id());
        Thread.ofVirtual().name("hub-" + reference.id()).start(download.task);
        return download;
    }

    /** One download. */
    private static final class Download {

        private final HubReference reference;
        private final FutureTask<HubSnapshot> task;
        private volatile Standing.Running progress = new Standing.Running(0, 0);

        Download(HubModels models, HubReference reference) {
            this.reference = reference;
            this.task = new FutureTask<>(() -> models.obtain(reference, this::progressed));
        }

        Standing standing() {
            return switch (task.state()) {
                case RUNNING -> progress;
                case SUCCESS -> new Standing.Ended(task.resultNow());
                case FAILED -> new Standing.Refused(refused(task.exceptionNow()));
                case CANCELLED -> new Standing.Refused(interrupted());
            };
        }

        private void progressed(long bytes, long total) {
            progress = new Standing.Running(bytes, total);
        }

        private HubRefused refused(Throwable failure) {
            if (failure instanceof HubRefused known) {
                return known;
            }
            LOG.errorf(failure, "download failed model=%s", reference.id());
            return interrupted();
        }

        private HubRefused interrupted() {
            return new HubRefused(
                    Reason.DOWNLOAD_BROKEN,
                    "The download of the model %s ended early; submit the job again, it goes on where it ended"
                            .formatted(reference.id()));
        }
    }
}

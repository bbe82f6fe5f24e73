package dev.tailor.training.hub;

import dev.tailor.training.hub.HubCache.Partial;
import dev.tailor.training.problem.HubRefused;
import dev.tailor.training.problem.HubRefused.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;

/** One download: what is there, what is needed of it, what is missing, all of it at once, checked, published. */
final class HubDownload {

    private static final int ATTEMPTS = 2;

    private final HubReference reference;
    private final HubRemote remote;
    private final HubCache.Repository store;
    private final HubConfig.Limits limits;
    private final HubModels.Watcher watcher;
    private final Crew crew;
    private final AtomicLong done = new AtomicLong();
    private long total;

    HubDownload(
            HubReference reference,
            HubRemote remote,
            HubCache.Repository store,
            HubConfig.Limits limits,
            HubModels.Watcher watcher) {
        this.reference = reference;
        this.remote = remote;
        this.store = store;
        this.limits = limits;
        this.watcher = watcher;
        this.crew = new Crew(limits.parallelism());
    }

    HubSnapshot run(HubModels.Screening screening) throws InterruptedException, IOException {
        var revision = remote.revision(reference);
        var commit = reference.at(revision.commit());
        var files = describe(commit, WantedFiles.among(reference, revision.files()));
        total = files.stream().mapToLong(HubFile::bytes).sum();
        refuseTooLarge();
        var config = files.stream()
                .filter(file -> file.path().equals(WantedFiles.CONFIG))
                .toList();
        fetch(commit, config);
        screen(screening, config.getFirst());
        fetch(commit, files.stream().filter(file -> !config.contains(file)).toList());
        return store.publish(reference, revision.commit(), files);
    }

    private List<HubFile> describe(HubReference commit, List<String> paths) throws InterruptedException, IOException {
        return crew.all(paths.stream()
                .<Callable<HubFile>>map(path -> () -> remote.describe(commit, path))
                .toList());
    }

    private void refuseTooLarge() {
        if (total > limits.maxBytes()) {
            throw new HubRefused(
                    Reason.MODEL_TOO_LARGE,
                    "The model %s has %,d bytes and tailor.hub.limits.max-bytes allows %,d; raise it or choose a smaller model"
                            .formatted(reference.id(), total, limits.maxBytes()));
        }
    }

    /** Before gigabytes are fetched, the configuration tells whether they are of use. */
    private void screen(HubModels.Screening screening, HubFile config) throws IOException {
        var path = store.find(config).orElseThrow();
        screening.objection(path).ifPresent(why -> {
            throw WantedFiles.unusable(reference, why);
        });
    }

    private void fetch(HubReference commit, List<HubFile> files) throws InterruptedException, IOException {
        var here = files.stream().filter(file -> store.find(file).isPresent()).toList();
        advance(here.stream().mapToLong(HubFile::bytes).sum());
        var missing =
                differing(files.stream().filter(file -> !here.contains(file)).toList());
        for (int attempt = 0; attempt < ATTEMPTS && !missing.isEmpty(); attempt++) {
            missing = fetchOnce(commit, missing);
        }
        if (!missing.isEmpty()) {
            throw new HubRefused(
                    Reason.DOWNLOAD_BROKEN,
                    "The file %s of the model %s arrived with another checksum than the Hub names, twice; try again later or use another endpoint (HF_ENDPOINT)"
                            .formatted(missing.getFirst().path(), reference.id()));
        }
    }

    /** Files of equal content are fetched once. */
    private static List<HubFile> differing(List<HubFile> files) {
        var contents = new LinkedHashMap<String, HubFile>();
        files.forEach(file -> contents.putIfAbsent(file.etag(), file));
        return List.copyOf(contents.values());
    }

    /** The files whose content was wrong. */
    private List<HubFile> fetchOnce(HubReference commit, List<HubFile> files) throws InterruptedException, IOException {
        var begun = new ArrayList<Begun>();
        try {
            for (var file : files) {
                begun.add(new Begun(file, store.begin(file)));
            }
            transfer(commit, begun);
            return wrong(begun);
        } catch (IOException full) {
            for (var file : begun) {
                file.partial().discard();
            }
            throw full;
        } finally {
            for (var file : begun) {
                file.partial().close();
            }
        }
    }

    private void transfer(HubReference commit, List<Begun> files) throws InterruptedException, IOException {
        long missing = files.stream().mapToLong(Begun::missing).sum();
        refuseFullDisk(missing);
        advance(files.stream().mapToLong(file -> file.file().bytes()).sum() - missing);
        crew.all(files.stream()
                .flatMap(file -> file.partial().missing().stream().map(part -> transfer(commit, file, part)))
                .toList());
    }

    private Callable<Span> transfer(HubReference commit, Begun file, Span part) {
        return () -> {
            remote.fetch(commit, file.file(), part, (position, bytes) -> {
                int count = bytes.remaining();
                file.partial().write(position, bytes);
                advance(count);
            });
            return part;
        };
    }

    private List<HubFile> wrong(List<Begun> files) throws InterruptedException, IOException {
        var right = crew.all(files.stream()
                .<Callable<Boolean>>map(file -> file.partial()::finish)
                .toList());
        var wrong = new ArrayList<HubFile>();
        for (int index = 0; index < files.size(); index++) {
            if (!right.get(index)) {
                wrong.add(files.get(index).file());
            }
        }
        advance(-wrong.stream().mapToLong(HubFile::bytes).sum());
        return wrong;
    }

    private void refuseFullDisk(long missing) throws IOException {
        long free = store.freeBytes();
        if (free - missing < limits.freeBytes()) {
            throw new HubRefused(
                    Reason.DISK_FULL,
                    "The model %s needs %,d more bytes and the disk has %,d free, of which tailor.hub.limits.free-bytes keeps %,d; make room or set HF_HUB_CACHE to a larger disk"
                            .formatted(reference.id(), missing, free, limits.freeBytes()));
        }
    }

    private void advance(long bytes) {
        watcher.progressed(done.addAndGet(bytes), total);
    }

    private record Begun(HubFile file, Partial partial) {
        long missing() {
            return partial.missing().stream().mapToLong(Span::bytes).sum();
        }
    }
}

package dev.tailor.training.hub.file;

import dev.tailor.training.hub.HubCache;
import dev.tailor.training.hub.HubConfig;
import dev.tailor.training.hub.HubReference;
import dev.tailor.training.hub.HubSnapshot;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** The folder that Python's huggingface_hub uses too: {@code models--owner--name/{blobs,refs,snapshots}}. */
@Singleton
public class HubCacheFolder implements HubCache {

    private static final Logger LOG = Logger.getLogger(HubCacheFolder.class);
    private static final String PREFIX = "models--";
    private static final String SEPARATOR = "--";

    private final Path folder;
    private final long partBytes;

    public HubCacheFolder(HubConfig config) {
        this.folder = config.cache().toAbsolutePath().normalize();
        this.partBytes = config.limits().partBytes();
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public Optional<HubSnapshot> find(HubReference reference) {
        return commit(reference).flatMap(commit -> snapshot(reference, commit));
    }

    @Override
    public List<HubSnapshot> list() {
        return children(folder).stream()
                .flatMap(repository -> named(repository).stream())
                .flatMap(reference -> references(reference).flatMap(found -> find(found).stream()))
                .toList();
    }

    @Override
    public Repository open(HubReference reference) throws IOException, InterruptedException {
        var lock = FolderLock.take(folder.resolve(".locks").resolve(nameOf(reference)));
        return new HubRepositoryFolder(repository(reference), partBytes, lock);
    }

    /** Branches and tags, and what no branch or tag names. */
    private Stream<HubReference> references(HubReference repository) {
        var place = repository(repository);
        var named = names(place.resolve("refs")).map(repository::at).toList();
        var commits =
                named.stream().flatMap(reference -> commit(reference).stream()).toList();
        var unnamed = children(place.resolve("snapshots")).stream()
                .map(snapshot -> snapshot.getFileName().toString())
                .filter(commit -> !commits.contains(commit))
                .map(repository::at);
        return Stream.concat(named.stream(), unnamed);
    }

    private Optional<HubSnapshot> snapshot(HubReference reference, String commit) {
        var directory = repository(reference).resolve("snapshots").resolve(commit);
        return WholeModel.isIn(directory)
                ? Optional.of(new HubSnapshot(reference, commit, directory))
                : Optional.empty();
    }

    private Optional<String> commit(HubReference reference) {
        if (reference.isPinned()) {
            return Optional.of(reference.revision());
        }
        var file = repository(reference).resolve("refs").resolve(reference.revision());
        try {
            return Files.isRegularFile(file)
                    ? Optional.of(Files.readString(file).strip()).filter(commit -> commit.matches("[A-Za-z0-9]+"))
                    : Optional.empty();
        } catch (IOException unreadable) {
            LOG.warnf("reference unreadable file=%s reason=%s", file, unreadable.toString());
            return Optional.empty();
        }
    }

    private Path repository(HubReference reference) {
        return folder.resolve(nameOf(reference));
    }

    private static String nameOf(HubReference reference) {
        return PREFIX + reference.owner() + SEPARATOR + reference.name();
    }

    private static Optional<HubReference> named(Path repository) {
        var name = repository.getFileName().toString();
        return name.startsWith(PREFIX)
                ? HubReference.parse(name.substring(PREFIX.length()).replaceFirst(SEPARATOR, "/"))
                : Optional.empty();
    }

    private static Stream<String> names(Path refs) {
        if (!Files.isDirectory(refs)) {
            return Stream.of();
        }
        try (var files = Files.walk(refs)) {
            return files
                    .filter(Files::isRegularFile)
                    .map(file -> refs.relativize(file).toString())
                    .filter(name -> HubReference.parse("owner/name@" + name).isPresent())
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException unreadable) {
            LOG.warnf("references unreadable folder=%s reason=%s", refs, unreadable.toString());
            return Stream.of();
        }
    }

    private static List<Path> children(Path parent) {
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (var files = Files.list(parent)) {
            return files.filter(Files::isDirectory).sorted().toList();
        } catch (IOException unreadable) {
            LOG.warnf("cache unreadable folder=%s reason=%s", parent, unreadable.toString());
            return List.of();
        }
    }
}

package dev.tailor.training.model;

import dev.tailor.training.hub.HubReference;
import dev.tailor.training.hub.HubShelf;
import dev.tailor.training.hub.HubSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Finds base models: every folder with a readable configuration in the given directories, and what came from the Hub. */
public class BaseModels {

    private static final Logger LOG = Logger.getLogger(BaseModels.class);

    private final List<Path> directories;
    private final HubShelf hub;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    public BaseModels(List<Path> directories) {
        this(directories, HubShelf.EMPTY);
    }

    public BaseModels(List<Path> directories, HubShelf hub) {
        this.directories = List.copyOf(directories);
        this.hub = hub;
    }

    public List<BaseModel> list() {
        var found = new TreeMap<String, BaseModel>();
        directories.stream()
                .flatMap(BaseModels::folders)
                .flatMap(folder -> read(folder).stream())
                .forEach(model -> found.putIfAbsent(model.id(), model));
        hub.list().stream()
                .flatMap(snapshot -> read(snapshot).stream())
                .forEach(model -> found.putIfAbsent(model.id(), model));
        return List.copyOf(found.values());
    }

    public List<String> ids() {
        return list().stream().map(BaseModel::id).toList();
    }

    public Optional<BaseModel> find(String id) {
        var reference = HubReference.parse(id);
        return reference.isPresent()
                ? reference.flatMap(hub::find).flatMap(BaseModels::read)
                : named(id).flatMap(folder -> read(folder).stream()).findFirst();
    }

    /** Why a model with this configuration cannot be used; empty if it can. */
    public static Optional<String> objection(Path config) throws IOException {
        try {
            ModelConfiguration.check(config);
            return Optional.empty();
        } catch (IllegalArgumentException unusable) {
            return Optional.ofNullable(unusable.getMessage());
        }
    }

    /** Whether the id is one of the Hub's; refuses a model that is certain not to be had. */
    public boolean mayBeFetched(String id) {
        var reference = HubReference.parse(id);
        reference.ifPresent(hub::refuseOutOfReach);
        return reference.isPresent();
    }

    /** Why a folder of this name is no base model; empty where there is none. */
    public Optional<String> refusal(String id) {
        return named(id).findFirst().flatMap(BaseModels::refusal);
    }

    private Stream<Path> named(String id) {
        return directories.stream()
                .flatMap(BaseModels::folders)
                .filter(folder -> folder.getFileName().toString().equals(id));
    }

    private static Optional<String> refusal(Path folder) {
        try {
            ModelConfiguration.read(folder, folder.getFileName().toString());
            return Optional.empty();
        } catch (IOException | IllegalArgumentException unreadable) {
            return Optional.ofNullable(unreadable.getMessage());
        }
    }

    private static Stream<Path> folders(Path directory) {
        try (var children = Files.list(directory)) {
            return children
                    .filter(child -> Files.isRegularFile(child.resolve("config.json")))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException unreadable) {
            LOG.warnf("model directory unreadable directory=%s reason=%s", directory, unreadable.toString());
            return Stream.of();
        }
    }

    /** The cache may hold models of any kind, so that one of another kind is no cause for a warning. */
    private static Optional<BaseModel> read(HubSnapshot snapshot) {
        try {
            return Optional.of(ModelConfiguration.read(
                    snapshot.directory(), snapshot.reference().id()));
        } catch (IOException | IllegalArgumentException unusable) {
            LOG.debugf("model not offered directory=%s reason=%s", snapshot.directory(), unusable.getMessage());
            return Optional.empty();
        }
    }

    /** What is wrong with a folder is told once: others ask for other models again and again. */
    private Optional<BaseModel> read(Path folder) {
        try {
            return Optional.of(
                    ModelConfiguration.read(folder, folder.getFileName().toString()));
        } catch (IOException | IllegalArgumentException unreadable) {
            var notice = "model not offered directory=%s reason=%s".formatted(folder, unreadable.getMessage());
            if (told.add(notice)) {
                LOG.warn(notice);
            }
            return Optional.empty();
        }
    }
}

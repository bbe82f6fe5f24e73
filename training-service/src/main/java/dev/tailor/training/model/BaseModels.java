package dev.tailor.training.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Finds base models: every folder with a readable configuration of the Llama family in the given directories. */
public class BaseModels {

    private static final Logger LOG = Logger.getLogger(BaseModels.class);

    private final List<Path> directories;

    public BaseModels(List<Path> directories) {
        this.directories = List.copyOf(directories);
    }

    public List<BaseModel> list() {
        var found = new TreeMap<String, BaseModel>();
        directories.stream()
                .flatMap(BaseModels::folders)
                .flatMap(folder -> read(folder).stream())
                .forEach(model -> found.putIfAbsent(model.id(), model));
        return List.copyOf(found.values());
    }

    public List<String> ids() {
        return list().stream().map(BaseModel::id).toList();
    }

    public Optional<BaseModel> find(String id) {
        return list().stream().filter(model -> model.id().equals(id)).findFirst();
    }

    /** Why a folder of this name is no base model; empty where there is none. */
    public Optional<String> refusal(String id) {
        return directories.stream()
                .flatMap(BaseModels::folders)
                .filter(folder -> folder.getFileName().toString().equals(id))
                .findFirst()
                .flatMap(BaseModels::refusal);
    }

    private static Optional<String> refusal(Path folder) {
        try {
            ModelConfiguration.read(folder);
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

    private static Optional<BaseModel> read(Path folder) {
        try {
            return Optional.of(ModelConfiguration.read(folder));
        } catch (IOException | IllegalArgumentException unreadable) {
            LOG.warnf("model not offered directory=%s reason=%s", folder, unreadable.getMessage());
            return Optional.empty();
        }
    }
}

package dev.tailor.eval.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Base models in local directories: every folder with a config.json, under the folder's name. */
public record BaseModels(List<Path> directories) {
    public BaseModels {
        directories = List.copyOf(directories);
    }

    /** The first directory that holds a model of this name. Looks at the disk each time. */
    public Optional<Path> find(String id) {
        if (id.isBlank() || id.contains("/") || id.contains("\\") || id.startsWith(".") || id.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        return directories.stream()
                .map(directory -> directory.resolve(id))
                .filter(directory -> Files.isRegularFile(directory.resolve("config.json")))
                .findFirst();
    }
}

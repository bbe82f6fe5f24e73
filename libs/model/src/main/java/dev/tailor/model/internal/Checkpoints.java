package dev.tailor.model.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tailor.model.InvalidModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Directories {@code step-N} that appear whole or not at all: written elsewhere, sealed with a manifest of checksums,
 * then renamed. One without manifest never existed.
 */
final class Checkpoints {

    static final String STATE = "trainer_state.json";
    static final String TENSORS = "trainer_state.safetensors";
    private static final String MANIFEST = "manifest.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path directory;

    Checkpoints(Path directory) {
        this.directory = directory;
    }

    /** Fills a directory. */
    interface Content {
        void write(Path directory) throws IOException;
    }

    Path publish(int step, TrainerState state, Content content) {
        var target = step(step);
        var draft = directory.resolve("." + target.getFileName() + ".draft");
        try {
            delete(draft);
            Files.createDirectories(draft);
            content.write(draft);
            Files.writeString(draft.resolve(STATE), JSON.writeValueAsString(state));
            seal(draft);
            delete(target);
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path step(int step) {
        return directory.resolve("step-" + step);
    }

    private static void seal(Path draft) throws IOException {
        Map<String, Object> files = new LinkedHashMap<>();
        try (var paths = Files.list(draft)) {
            for (var file : paths.sorted().toList()) {
                files.put(file.getFileName().toString(), Map.of("bytes", Files.size(file), "sha256", checksum(file)));
            }
        }
        Files.writeString(draft.resolve(MANIFEST), JSON.writeValueAsString(Map.of("files", files)));
    }

    /** The state of a checkpoint whose files are what its manifest says. */
    static TrainerState open(Path checkpoint) {
        var manifest = checkpoint.resolve(MANIFEST);
        try {
            var files = JSON.readTree(Files.readString(manifest)).path("files");
            for (Map.Entry<String, JsonNode> entry : files.properties()) {
                var file = checkpoint.resolve(entry.getKey());
                if (!checksum(file).equals(entry.getValue().path("sha256").asText())) {
                    throw new InvalidModel("%s differs from its checksum; take an earlier checkpoint".formatted(file));
                }
            }
            return JSON.readValue(Files.readString(checkpoint.resolve(STATE)), TrainerState.class);
        } catch (IOException e) {
            throw new InvalidModel(
                    "%s is no whole checkpoint: %s; take an earlier one".formatted(checkpoint, e.getMessage()), e);
        }
    }

    private static String checksum(Path file) throws IOException {
        try (var in = new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The checkpoint of the latest step. */
    Optional<Path> latest() {
        return Files.isDirectory(directory) ? steps().stream().findFirst().map(this::step) : Optional.empty();
    }

    /** The latest first. */
    private List<Integer> steps() {
        try (var paths = Files.list(directory)) {
            return paths.map(path -> path.getFileName().toString())
                    .filter(name -> name.startsWith("step-"))
                    .map(name -> Integer.parseInt(name.substring("step-".length())))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes all but the latest ones and the one to spare; 0 keeps all. */
    void prune(int keep, int spare) {
        try {
            var steps = steps();
            for (int at = keep; keep > 0 && at < steps.size(); at++) {
                if (steps.get(at) != spare) {
                    delete(step(steps.get(at)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (var paths = Files.list(directory)) {
            for (var path : paths.toList()) {
                Files.delete(path);
            }
        }
        Files.delete(directory);
    }
}

package dev.tailor.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The text side of a Hugging Face model directory. A file that is absent reads as an empty document. */
final class ModelFiles {

    private static final JsonMapper MAPPER = new JsonMapper();

    private final Path directory;

    ModelFiles(Path directory) {
        this.directory = directory;
    }

    /** The JSON document of this name, or a missing node. */
    JsonNode json(String name) {
        var text = text(name);
        if (text.isEmpty()) {
            return MissingNode.getInstance();
        }
        try {
            return MAPPER.readTree(text);
        } catch (IOException broken) {
            throw new TextModelException("%s is not JSON".formatted(directory.resolve(name)), broken);
        }
    }

    /** The text of this file, empty where it is absent. */
    String text(String name) {
        var file = directory.resolve(name);
        if (!Files.isRegularFile(file)) {
            return "";
        }
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new TextModelException("%s cannot be read".formatted(file), unreadable);
        }
    }

    /** The bytes of this file, none where it is absent. */
    byte[] bytes(String name) {
        var file = directory.resolve(name);
        if (!Files.isRegularFile(file)) {
            return new byte[0];
        }
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new TextModelException("%s cannot be read".formatted(file), unreadable);
        }
    }

    @Override
    public String toString() {
        return directory.toString();
    }
}

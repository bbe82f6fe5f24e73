package dev.tailor.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The text side of a model directory as files, so that a result carries the template that it was trained with. */
public final class TextFiles {

    private static final String TEMPLATE = "chat_template.jinja";
    private static final List<String> NAMES = List.of(
            "tokenizer.json",
            "tokenizer.model",
            "vocab.json",
            "merges.txt",
            "tokenizer_config.json",
            "special_tokens_map.json",
            "added_tokens.json",
            "generation_config.json",
            TEMPLATE);

    private TextFiles() {}

    /** Copies what the target lacks; a model without a template gets the default one, written out. */
    public static void copy(Path from, Path to) {
        try {
            Files.createDirectories(to);
            for (var name : NAMES) {
                if (Files.isRegularFile(from.resolve(name)) && !Files.exists(to.resolve(name))) {
                    Files.copy(from.resolve(name), to.resolve(name));
                }
            }
            if (ChatTemplate.isAbsent(to)) {
                Files.writeString(to.resolve(TEMPLATE), ChatTemplate.DEFAULT);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("Tokenizer and template cannot be copied to " + to, failed);
        }
    }
}

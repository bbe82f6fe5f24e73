package dev.tailor.worker;

import dev.tailor.text.Conversation;
import dev.tailor.text.ConversationFormatException;
import dev.tailor.text.ConversationJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A file of conversations, one JSON object a line. */
final class Rows {

    private Rows() {}

    static List<Conversation> read(String file) {
        List<Conversation> rows = new ArrayList<>();
        try (var lines = Files.newBufferedReader(Path.of(file))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    rows.add(parse(line, rows.size()));
                }
            }
        } catch (NoSuchFileException absent) {
            throw WorkerProblem.bad("ROWS_NOT_FOUND", "There is no file of rows at " + file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The rows %s cannot be read".formatted(file), unreadable);
        }
        return rows;
    }

    private static Conversation parse(String line, int row) {
        try {
            return ConversationJson.parse(line);
        } catch (ConversationFormatException wrong) {
            throw WorkerProblem.bad("ROW_UNUSABLE", "Row %d: %s".formatted(row, wrong.getMessage()));
        }
    }
}

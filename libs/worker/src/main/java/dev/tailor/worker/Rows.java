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
import java.util.regex.Pattern;

/** A file of conversations, one JSON object a line. */
final class Rows {

    private static final Pattern ORIGIN = Pattern.compile("\\{\"line\":(\\d{1,18}),");

    private Rows() {}

    /**
     * A conversation and where it came from.
     *
     * @param line counts from 1, in the file that the user uploaded where that is known
     */
    record Row(long line, Conversation conversation) {}

    static List<Row> numbered(String file) {
        List<Row> rows = new ArrayList<>();
        try (var lines = Files.newBufferedReader(Path.of(file))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    rows.add(row(line, rows.size() + 1));
                }
            }
        } catch (NoSuchFileException absent) {
            throw WorkerProblem.bad("ROWS_NOT_FOUND", "There is no file of rows at " + file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The rows %s cannot be read".formatted(file), unreadable);
        }
        return rows;
    }

    private static Row row(String text, long place) {
        var origin = ORIGIN.matcher(text);
        return origin.lookingAt()
                ? parse("{" + text.substring(origin.end()), Long.parseLong(origin.group(1)))
                : parse(text, place);
    }

    private static Row parse(String text, long line) {
        try {
            return new Row(line, ConversationJson.parse(text));
        } catch (ConversationFormatException wrong) {
            throw WorkerProblem.bad("ROW_UNUSABLE", "The row on line %d: %s".formatted(line, wrong.getMessage()));
        }
    }
}

package dev.tailor.training.hub.file;

import dev.tailor.training.hub.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** How far each part of a file has come, on the disk as one line a part: first byte, end, first missing byte. */
final class PartNotes {

    private final Path place;
    private final List<Span> parts;
    private final long[] reached;

    private PartNotes(Path place, List<Span> parts) {
        this.place = place;
        this.parts = parts;
        this.reached = parts.stream().mapToLong(Span::from).toArray();
    }

    /** Notes of other parts than these are worth nothing. */
    static PartNotes read(Path place, List<Span> parts) throws IOException {
        var notes = new PartNotes(place, parts);
        if (Files.exists(place)) {
            var lines = Files.readAllLines(place);
            for (int part = 0; part < Math.min(parts.size(), lines.size()); part++) {
                notes.take(part, lines.get(part));
            }
        }
        return notes;
    }

    List<Span> missing() {
        var missing = new ArrayList<Span>();
        for (int part = 0; part < reached.length; part++) {
            if (reached[part] < parts.get(part).to()) {
                missing.add(new Span(reached[part], parts.get(part).to()));
            }
        }
        return missing;
    }

    void advance(long from, long to) {
        for (int part = 0; part < reached.length; part++) {
            if (reached[part] == from && to <= parts.get(part).to()) {
                reached[part] = to;
                return;
            }
        }
        throw new IllegalStateException("The bytes from %d to %d belong to no part".formatted(from, to));
    }

    void save() throws IOException {
        var lines = new ArrayList<String>();
        for (int part = 0; part < reached.length; part++) {
            lines.add(line(part) + reached[part]);
        }
        var aside = place.resolveSibling(place.getFileName() + ".incomplete");
        Files.write(aside, lines);
        Files.move(aside, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    void remove() throws IOException {
        Files.deleteIfExists(place);
    }

    private void take(int part, String line) {
        var prefix = line(part);
        if (line.startsWith(prefix) && line.substring(prefix.length()).matches("\\d{1,18}")) {
            long noted = Long.parseLong(line.substring(prefix.length()));
            var span = parts.get(part);
            reached[part] = Math.clamp(noted, span.from(), span.to());
        }
    }

    private String line(int part) {
        return parts.get(part).from() + " " + parts.get(part).to() + " ";
    }
}

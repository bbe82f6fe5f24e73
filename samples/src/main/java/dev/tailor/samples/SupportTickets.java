package dev.tailor.samples;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Writes the bundled data set: tickets with their triage answer, and flaws whose number is known. */
public final class SupportTickets {
    static final int DISTINCT = 2400;
    static final int DUPLICATES = 100;
    static final int BROKEN = 24;

    private static final long SEED = 20261124;
    private static final int PERSONAL_EVERY = 25;
    private static final String SYSTEM = "Sort the ticket.";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Random random = new Random(SEED);

    /** Writes the file named by the only argument. */
    public static void main(String[] arguments) throws IOException {
        var file = Path.of(arguments[0]);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, String.join("\n", new SupportTickets().lines()) + "\n");
    }

    /** The lines of the file, always the same. */
    List<String> lines() {
        var distinct = new LinkedHashSet<String>();
        while (distinct.size() < DISTINCT) {
            distinct.add(row(distinct.size()));
        }
        var lines = new ArrayList<>(distinct);
        for (int i = 0; i < DUPLICATES; i++) {
            lines.add(random.nextInt(lines.size()), lines.get(random.nextInt(lines.size())));
        }
        for (int i = 0; i < BROKEN; i++) {
            lines.add(1 + random.nextInt(lines.size() - 1), broken(i));
        }
        return lines;
    }

    private String row(int index) {
        var topic = Phrases.pick(random, List.of(Topic.values()));
        var text = new StringBuilder(Phrases.pick(random, Phrases.GREETINGS));
        text.append(Phrases.fill(random, Phrases.pick(random, topic.tickets())));
        if (index % PERSONAL_EVERY == 0) {
            text.append(contact());
        }
        text.append(Phrases.fill(random, Phrases.pick(random, Phrases.ENDINGS)));
        text.setCharAt(0, Character.toUpperCase(text.charAt(0)));
        return json(text.toString(), topic.answer());
    }

    /** Plainly invented personal data. */
    private String contact() {
        var name = Phrases.pick(random, Phrases.NAMES);
        return random.nextBoolean()
                ? " Write to " + name.toLowerCase(Locale.ROOT) + "@example.com."
                : " Call me at 555-01%02d.".formatted(random.nextInt(100));
    }

    private String json(String ticket, String answer) {
        var messages = new ArrayList<Map<String, String>>();
        if (random.nextInt(4) == 0) {
            messages.add(message("system", SYSTEM));
        }
        messages.add(message("user", ticket));
        messages.add(message("assistant", answer));
        try {
            return JSON.writeValueAsString(Map.of("messages", messages));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private String broken(int kind) {
        var whole = json("The parcel " + (100 + kind) + " is lost.", Topic.LATE.answer());
        return switch (kind % 3) {
            case 0 -> whole.substring(0, whole.length() / 2);
            case 1 -> "{\"messages\": [{\"role\": \"user\"}]}";
            default -> "{\"messages\": \"ticket %d\"}".formatted(kind);
        };
    }

    private static Map<String, String> message(String role, String content) {
        var message = new LinkedHashMap<String, String>();
        message.put("role", role);
        message.put("content", content);
        return message;
    }
}

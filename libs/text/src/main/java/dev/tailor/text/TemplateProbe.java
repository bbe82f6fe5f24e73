package dev.tailor.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Finds what a chat template leaves out, which would be trained on or answered as if nobody had written it: renders a
 * conversation of the same shape in which words that stand nowhere else take the place of contents and names. Each shape
 * is looked at once.
 */
final class TemplateProbe {

    private static final int MOST = 1000;

    private final Function<Conversation, String> rendering;
    private final Map<Shape, Optional<String>> seen = new ConcurrentHashMap<>();

    TemplateProbe(Function<Conversation, String> rendering) {
        this.rendering = rendering;
    }

    private record Shape(List<Turn> turns, int tools) {}

    private record Turn(Role role, boolean silent, int calls) {}

    /** Path of the first thing that is left out, for example {@code messages[0].content}. */
    Optional<String> leftOut(Conversation conversation) {
        if (conversation.plainText().isPresent()) {
            return Optional.empty();
        }
        if (seen.size() >= MOST) {
            seen.clear();
        }
        return seen.computeIfAbsent(shape(conversation), shape -> new Words().missing(conversation));
    }

    private static Shape shape(Conversation conversation) {
        var turns = conversation.messages().stream()
                .map(message -> new Turn(
                        message.role(),
                        message.content().isBlank(),
                        message.calledTools().size()))
                .toList();
        int tools = conversation
                .offeredTools()
                .map(offered -> ConversationJson.read(offered).size())
                .orElse(0);
        return new Shape(turns, tools);
    }

    /** The words of one conversation, and where each stands. */
    private final class Words {

        private final Map<String, String> paths = new LinkedHashMap<>();

        Optional<String> missing(Conversation conversation) {
            var tools = conversation.offeredTools().map(offered -> renamed(offered, "tools"));
            List<Message> turns = new ArrayList<>();
            for (var message : conversation.messages()) {
                turns.add(renamed(message, "messages[" + turns.size() + "]"));
            }
            var text = rendering.apply(new Conversation(turns, tools.orElse(null)));
            return paths.entrySet().stream()
                    .filter(word -> !text.contains(word.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst();
        }

        /** All is to be learnt: what is not could be left out of what training reads. */
        private Message renamed(Message message, String path) {
            var content = message.content().isBlank() ? message.content() : word(path + ".content");
            var calls = message.toolCalls() == null ? null : renamed(message.toolCalls(), path + ".tool_calls");
            return new Message(message.role(), content, 1, message.name(), calls, message.toolCallId());
        }

        private String renamed(String functions, String path) {
            var items = ConversationJson.read(functions);
            for (JsonNode item : items) {
                if (item.path("function") instanceof ObjectNode function) {
                    function.put("name", word(path));
                }
            }
            return items.toString();
        }

        private String word(String path) {
            var word = "zq%dqz".formatted(paths.size());
            paths.put(word, path);
            return word;
        }
    }
}

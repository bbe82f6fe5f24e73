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
    private final Map<Shape, List<LeftOut>> seen = new ConcurrentHashMap<>();

    TemplateProbe(Function<Conversation, String> rendering) {
        this.rendering = rendering;
    }

    /**
     * Something that the template leaves out.
     *
     * @param turn position of the message, or -1 for the tools on offer
     * @param path for example {@code messages[0].content}
     */
    record LeftOut(int turn, String path) {}

    private record Shape(List<Turn> turns, int tools) {}

    private record Turn(Role role, boolean silent, int calls) {}

    /** Path of the first thing that is left out. */
    Optional<String> leftOut(Conversation conversation) {
        return allLeftOut(conversation).stream().map(LeftOut::path).findFirst();
    }

    /** In their order. */
    List<LeftOut> allLeftOut(Conversation conversation) {
        if (conversation.plainText().isPresent()) {
            return List.of();
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

        private final Map<String, LeftOut> places = new LinkedHashMap<>();

        List<LeftOut> missing(Conversation conversation) {
            var tools = conversation.offeredTools().map(offered -> renamed(offered, new LeftOut(-1, "tools")));
            List<Message> turns = new ArrayList<>();
            for (var message : conversation.messages()) {
                turns.add(renamed(message, turns.size()));
            }
            var text = rendering.apply(new Conversation(turns, tools.orElse(null)));
            return places.entrySet().stream()
                    .filter(word -> !text.contains(word.getKey()))
                    .map(Map.Entry::getValue)
                    .toList();
        }

        /** All is to be learnt: what is not could be left out of what training reads. */
        private Message renamed(Message message, int turn) {
            var path = "messages[" + turn + "]";
            var content = message.content().isBlank() ? message.content() : word(new LeftOut(turn, path + ".content"));
            var calls = message.toolCalls() == null
                    ? null
                    : renamed(message.toolCalls(), new LeftOut(turn, path + ".tool_calls"));
            return new Message(message.role(), content, 1, message.name(), calls, message.toolCallId());
        }

        private String renamed(String functions, LeftOut place) {
            var items = ConversationJson.read(functions);
            for (JsonNode item : items) {
                if (item.path("function") instanceof ObjectNode function) {
                    function.put("name", word(place));
                }
            }
            return items.toString();
        }

        private String word(LeftOut place) {
            var word = "zq%dqz".formatted(places.size());
            places.put(word, place);
            return word;
        }
    }
}

package dev.tailor.gateway.chat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tailor.gateway.wire.Pieces;
import java.util.TreeMap;

/** Writes one answer, whole or in chunks that share id and time. */
public record ChatAnswer(String id, long created, String model) {
    public ObjectNode chunk(ChatPiece piece, String role) {
        var json = head("chat.completion.chunk");
        var choice = json.putArray("choices").addObject().put("index", piece.choice());
        var delta = choice.putObject("delta");
        if (!role.isEmpty()) delta.put("role", role);
        delta.put("content", piece.text());
        logprobs(choice, piece.logprobs());
        choice.put("finish_reason", piece.finishReason().orElse(null));
        return json;
    }

    public ObjectNode usageChunk(ChatPiece.Tokens usage) {
        var json = head("chat.completion.chunk");
        json.putArray("choices");
        json.set("usage", usage(usage));
        return json;
    }

    public ObjectNode whole(Pieces<ChatPiece> pieces) {
        var choices = new TreeMap<Integer, Choice>();
        var json = head("chat.completion");
        for (var next = pieces.next(); next.isPresent(); next = pieces.next()) {
            var piece = next.get();
            var carries = !piece.text().isEmpty()
                    || piece.finishReason().isPresent()
                    || piece.usage().isEmpty();
            if (carries) choices.computeIfAbsent(piece.choice(), Choice::new).add(piece);
            piece.usage().ifPresent(usage -> json.set("usage", usage(usage)));
        }
        var list = json.putArray("choices");
        choices.values().forEach(choice -> list.add(choice.toJson()));
        return json;
    }

    private ObjectNode head(String object) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("object", object)
                .put("created", created)
                .put("model", model);
    }

    private static ObjectNode usage(ChatPiece.Tokens usage) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("prompt_tokens", usage.prompt())
                .put("completion_tokens", usage.completion())
                .put("total_tokens", usage.prompt() + usage.completion());
    }

    private static void logprobs(ObjectNode choice, ArrayNode tokens) {
        if (tokens.isEmpty()) choice.putNull("logprobs");
        else choice.putObject("logprobs").set("content", tokens);
    }

    /** One choice while it grows. */
    private static final class Choice {
        private final int index;
        private final StringBuilder text = new StringBuilder();
        private final ArrayNode logprobs = JsonNodeFactory.instance.arrayNode();
        private String finish = "stop";

        Choice(int index) {
            this.index = index;
        }

        void add(ChatPiece piece) {
            text.append(piece.text());
            logprobs.addAll(piece.logprobs());
            piece.finishReason().ifPresent(reason -> finish = reason);
        }

        ObjectNode toJson() {
            var json = JsonNodeFactory.instance.objectNode().put("index", index);
            json.putObject("message")
                    .put("role", "assistant")
                    .put("content", text.toString())
                    .putNull("refusal");
            ChatAnswer.logprobs(json, logprobs);
            return json.put("finish_reason", finish);
        }
    }
}

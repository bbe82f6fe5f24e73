package dev.tailor.gateway.chat.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tailor.gateway.chat.Chat;
import dev.tailor.gateway.chat.ChatAnswer;
import dev.tailor.gateway.chat.ChatPiece;
import dev.tailor.gateway.wire.ApiException;
import dev.tailor.gateway.wire.JsonFields;
import dev.tailor.gateway.wire.Pieces;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Chat completions, whole or as server-sent events; a caller who leaves stops the model. */
@Path("/v1/chat/completions")
@Produces(MediaType.WILDCARD)
@RunOnVirtualThread
public class ChatCompletionResource {
    private final Chat chat;
    private final Clock clock;

    ChatCompletionResource(Chat chat, Clock clock) {
        this.chat = chat;
        this.clock = clock;
    }

    @POST
    public Response complete(@Context RoutingContext connection, @Nullable String text) {
        var body = JsonFields.parse(text == null ? "" : text);
        var model = body.requiredText("model");
        var stream = body.truth("stream").orElse(false);
        var options = body.object("stream_options");
        var withUsage = options.flatMap(o -> o.truth("include_usage")).orElse(false);
        options.ifPresent(o -> o.ignore("include_obfuscation"));
        options.ifPresent(JsonFields::end);
        var id = "chatcmpl-" + UUID.randomUUID().toString().replace("-", "");
        var answer = new ChatAnswer(id, clock.instant().getEpochSecond(), model);
        var pieces = chat.complete(model, body);
        connection.addEndHandler(ended -> pieces.close());
        pieces.awaitFirst();
        if (stream) {
            StreamingOutput events = output -> write(answer, pieces, withUsage ? Usage.TOLD : Usage.UNTOLD, output);
            return Response.ok(events, "text/event-stream").build();
        }
        try (pieces) {
            return Response.ok(answer.whole(pieces), MediaType.APPLICATION_JSON).build();
        }
    }

    private enum Usage {
        TOLD,
        UNTOLD
    }

    private static void write(ChatAnswer answer, Pieces<ChatPiece> pieces, Usage usage, OutputStream output)
            throws IOException {
        var begun = new HashSet<Integer>();
        try (pieces) {
            for (var next = pieces.next(); next.isPresent(); next = pieces.next()) {
                var piece = next.get();
                if (piece.usage().isEmpty()
                        || piece.finishReason().isPresent()
                        || !piece.text().isEmpty()) {
                    var chunk = answer.chunk(piece, begun.add(piece.choice()) ? "assistant" : "");
                    if (usage == Usage.TOLD) chunk.putNull("usage");
                    send(output, chunk.toString());
                }
                if (usage == Usage.TOLD && piece.usage().isPresent()) {
                    send(output, answer.usageChunk(piece.usage().get()).toString());
                }
            }
            send(output, "[DONE]");
        } catch (ApiException e) {
            JsonNode error = e.error().toJson();
            send(output, error.toString());
        }
    }

    private static void send(OutputStream output, String data) throws IOException {
        output.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
        output.flush();
    }
}

package dev.tailor.gateway.chat;

import dev.tailor.gateway.wire.JsonFields;
import dev.tailor.gateway.wire.Pieces;

/** Answers of models, piece by piece. */
public interface Chat {
    Pieces<ChatPiece> complete(String model, JsonFields body);
}

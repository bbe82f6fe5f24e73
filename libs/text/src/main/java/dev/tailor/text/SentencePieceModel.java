package dev.tailor.text;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a SentencePiece model file says (sentencepiece_model.proto), with the defaults of that schema. */
final class SentencePieceModel {

    /** Kinds of pieces, in the numbers of the schema. */
    enum Kind {
        NORMAL,
        UNKNOWN,
        CONTROL,
        USER_DEFINED,
        UNUSED,
        BYTE
    }

    /** A piece; its id is its place in the list. */
    record Piece(String text, float score, Kind kind) {}

    private static final int UNIGRAM = 1;
    private static final int PAIRS = 2;

    private final List<Piece> pieces = new ArrayList<>();
    private int type = UNIGRAM;
    private boolean byteFallback;
    private boolean spacesBehind;
    private int begin = 1;
    private int end = 2;
    private byte[] characters = new byte[0];
    private boolean prefix = true;
    private boolean removesSpaces = true;
    private boolean escapesSpaces = true;

    private SentencePieceModel() {}

    static SentencePieceModel read(byte[] file, ModelFiles source) {
        var model = new SentencePieceModel();
        try {
            for (var field : WireMessage.fields(ByteBuffer.wrap(file))) {
                switch (field.number()) {
                    case 1 -> model.pieces.add(piece(field.bytes()));
                    case 2 -> model.readTraining(field.bytes());
                    case 3 -> model.readNormalization(field.bytes());
                    default -> {}
                }
            }
        } catch (BufferUnderflowException cut) {
            throw new TextModelException(
                    "%s: tokenizer.model is neither a whole SentencePiece model nor a list of ranks".formatted(source),
                    cut);
        }
        model.check(source);
        return model;
    }

    List<Piece> pieces() {
        return pieces;
    }

    /** Whether pieces are chosen by the likeliest whole, else by joining pairs. */
    boolean isUnigram() {
        return type == UNIGRAM;
    }

    boolean byteFallback() {
        return byteFallback;
    }

    Optional<String> begin() {
        return text(begin);
    }

    Optional<String> end() {
        return text(end);
    }

    /** The compiled map of characters, empty where text stays as it is. */
    byte[] characters() {
        return characters.clone();
    }

    /** Whether a space is put before a text. */
    boolean prefixes() {
        return prefix;
    }

    /** Whether spaces at both ends go, and several in a row become one. */
    boolean removesSpaces() {
        return removesSpaces;
    }

    private Optional<String> text(int id) {
        return id >= 0 && id < pieces.size() ? Optional.of(pieces.get(id).text()) : Optional.empty();
    }

    private void check(ModelFiles source) {
        if (pieces.isEmpty() || type != UNIGRAM && type != PAIRS || spacesBehind || !escapesSpaces) {
            throw new TextModelException(
                    "%s: tokenizer.model is a SentencePiece model of a kind that is not supported; BPE and unigram with spaces before words are"
                            .formatted(source));
        }
    }

    private static Piece piece(ByteBuffer message) {
        var text = "";
        float score = 0;
        var kind = Kind.NORMAL;
        for (var field : WireMessage.fields(message)) {
            switch (field.number()) {
                case 1 -> text = field.text();
                case 2 -> score = field.real();
                case 3 -> kind = kind(field.value());
                default -> {}
            }
        }
        return new Piece(text, score, kind);
    }

    private static Kind kind(long number) {
        if (number < 1 || number > Kind.values().length) {
            throw new BufferUnderflowException();
        }
        return Kind.values()[(int) number - 1];
    }

    private void readTraining(ByteBuffer message) {
        for (var field : WireMessage.fields(message)) {
            switch (field.number()) {
                case 3 -> type = (int) field.value();
                case 24 -> spacesBehind = field.value() != 0;
                case 35 -> byteFallback = field.value() != 0;
                case 41 -> begin = (int) field.value();
                case 42 -> end = (int) field.value();
                default -> {}
            }
        }
    }

    private void readNormalization(ByteBuffer message) {
        for (var field : WireMessage.fields(message)) {
            switch (field.number()) {
                case 2 -> {
                    characters = new byte[field.bytes().remaining()];
                    field.bytes().duplicate().get(characters);
                }
                case 3 -> prefix = field.value() != 0;
                case 4 -> removesSpaces = field.value() != 0;
                case 5 -> escapesSpaces = field.value() != 0;
                default -> {}
            }
        }
    }
}

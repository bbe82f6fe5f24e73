package dev.tailor.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tailor.text.SentencePieceModel.Kind;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** A SentencePiece model as a tokenizer.json that gives the same ids. */
final class SentencePieceFile {

    private static final String SPACE = "\u2581";
    /** Less than any real piece has, so that text never becomes a control piece, and enough to compute with. */
    private static final double NEVER = -10_000;

    private final SentencePieceModel model;
    private final Map<String, Integer> ids = new LinkedHashMap<>();

    private SentencePieceFile(SentencePieceModel model) {
        this.model = model;
        for (int id = 0; id < model.pieces().size(); id++) {
            ids.putIfAbsent(model.pieces().get(id).text(), id);
        }
    }

    static TokenizerFile read(byte[] bytes, ModelFiles files) {
        var model = SentencePieceModel.read(bytes, files);
        var json = new SentencePieceFile(model).json(files);
        boolean legacy = files.json("tokenizer_config.json").path("legacy").asBoolean(true);
        Map<String, String> named = new LinkedHashMap<>();
        model.begin().ifPresent(token -> named.put("bos_token", token));
        model.end().ifPresent(token -> named.put("eos_token", token));
        return new TokenizerFile(json, TokenizerFile.begins(files, true), !legacy, named);
    }

    private ObjectNode json(ModelFiles files) {
        var json = TokenizerJson.of(model.isUnigram() ? unigram() : pairs(), added(files));
        json.set("normalizer", normalizer());
        json.set("decoder", decoder());
        return json;
    }

    private ObjectNode unigram() {
        var unigram = TokenizerJson.node("Unigram").put("byte_fallback", model.byteFallback());
        var vocabulary = unigram.putArray("vocab");
        for (var piece : model.pieces()) {
            boolean matches = piece.kind() == Kind.NORMAL || piece.kind() == Kind.USER_DEFINED;
            vocabulary.addArray().add(piece.text()).add(matches ? piece.score() : NEVER);
        }
        return unigram.put("unk_id", ids.getOrDefault(unknown(), 0));
    }

    private ObjectNode pairs() {
        Map<String, Double> ranks = new LinkedHashMap<>();
        for (var piece : model.pieces()) {
            if (piece.kind() == Kind.NORMAL || piece.kind() == Kind.USER_DEFINED) {
                ranks.put(piece.text(), -(double) piece.score());
            }
        }
        return TokenizerJson.pairs(ids, Merges.of(ranks, ids))
                .put("unk_token", unknown())
                .put("fuse_unk", true)
                .put("byte_fallback", model.byteFallback());
    }

    private String unknown() {
        return model.pieces().stream()
                .filter(piece -> piece.kind() == Kind.UNKNOWN)
                .map(SentencePieceModel.Piece::text)
                .findFirst()
                .orElse("<unk>");
    }

    private Map<String, AddedTokens.Added> added(ModelFiles files) {
        Map<String, AddedTokens.Added> added = new LinkedHashMap<>();
        for (var piece : model.pieces()) {
            int id = ids.getOrDefault(piece.text(), 0);
            switch (piece.kind()) {
                case UNKNOWN, CONTROL -> added.put(piece.text(), new AddedTokens.Added(id, true));
                case USER_DEFINED -> added.put(piece.text(), new AddedTokens.Added(id, false));
                case NORMAL, UNUSED, BYTE -> {}
            }
        }
        added.putAll(AddedTokens.read(files, ids));
        return added;
    }

    private ObjectNode normalizer() {
        var normalizer = TokenizerJson.node("Sequence");
        var steps = normalizer.putArray("normalizers");
        if (model.characters().length > 0) {
            steps.add(TokenizerJson.node("Precompiled")
                    .put("precompiled_charsmap", Base64.getEncoder().encodeToString(model.characters())));
        }
        if (model.removesSpaces()) {
            steps.add(TokenizerJson.replacePattern(PlainPieces.SPACES_IN_FRONT, ""));
            steps.add(TokenizerJson.replacePattern(" +\\z", ""));
            steps.add(TokenizerJson.replacePattern(" {2,}", " "));
        }
        if (model.prefixes()) {
            steps.add(TokenizerJson.node("Prepend").put("prepend", SPACE));
        }
        steps.add(TokenizerJson.replaceText(" ", SPACE));
        return normalizer;
    }

    private ObjectNode decoder() {
        var decoder = TokenizerJson.node("Sequence");
        var steps = decoder.putArray("decoders");
        steps.add(TokenizerJson.replaceText(SPACE, " "));
        steps.add(TokenizerJson.node("ByteFallback"));
        steps.add(TokenizerJson.node("Fuse"));
        if (model.prefixes()) {
            steps.add(TokenizerJson.node("Strip")
                    .put("content", " ")
                    .put("start", 1)
                    .put("stop", 0));
        }
        return decoder;
    }
}

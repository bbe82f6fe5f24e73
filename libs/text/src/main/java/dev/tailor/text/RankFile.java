package dev.tailor.text;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The tokenizer of Llama 3 in the form of tiktoken: a line for each piece with its bytes in Base64 and its rank. The
 * special tokens stand behind the pieces; tokenizer_config.json may name them, else they are those of Llama 3.1.
 */
final class RankFile {

    private static final Pattern LINE = Pattern.compile("[A-Za-z0-9+/]+={0,2} \\d{1,9}");
    private static final int LONGEST_LINE = 4096;
    private static final int SPECIAL_TOKENS = 256;
    private static final String RESERVED = "<|reserved_special_token_%d|>";
    private static final Map<Integer, String> LLAMA3 = Map.of(
            0, "<|begin_of_text|>",
            1, "<|end_of_text|>",
            4, "<|finetune_right_pad_id|>",
            6, "<|start_header_id|>",
            7, "<|end_header_id|>",
            8, "<|eom_id|>",
            9, "<|eot_id|>",
            10, "<|python_tag|>");

    private RankFile() {}

    /** Whether a tokenizer.model is text of this form. */
    static boolean isOne(byte[] model) {
        int end = 0;
        while (end < model.length && end < LONGEST_LINE && model[end] != '\n' && model[end] != '\r') {
            end++;
        }
        return LINE.matcher(new String(model, 0, end, StandardCharsets.ISO_8859_1))
                .matches();
    }

    static TokenizerFile read(byte[] model, ModelFiles files) {
        Map<String, Integer> pieces = pieces(model, files);
        Map<String, Double> ranks = new LinkedHashMap<>();
        pieces.forEach((piece, rank) -> ranks.put(piece, (double) rank));
        var bpe = TokenizerJson.pairs(pieces, Merges.of(ranks, pieces)).put("ignore_merges", true);
        var added = AddedTokens.read(files, pieces);
        var named = added.isEmpty()
                ? Map.of("bos_token", "<|begin_of_text|>", "eos_token", "<|end_of_text|>")
                : Map.<String, String>of();
        var json = TokenizerJson.of(bpe, added.isEmpty() ? llama3(pieces.size()) : added);
        TokenizerJson.byteLevel(json, TokenizerJson.splitBy(TokenizerJson.LLAMA3));
        return new TokenizerFile(json, TokenizerFile.begins(files, true), false, named);
    }

    private static Map<String, Integer> pieces(byte[] model, ModelFiles files) {
        Map<String, Integer> pieces = new LinkedHashMap<>();
        new String(model, StandardCharsets.ISO_8859_1)
                .lines()
                .filter(line -> !line.isBlank())
                .forEach(line -> {
                    if (!LINE.matcher(line).matches()) {
                        throw new TextModelException(
                                "%s: tokenizer.model has the line \"%s\"; a piece in Base64 and its rank are expected"
                                        .formatted(files, line));
                    }
                    int space = line.indexOf(' ');
                    var bytes = bytes(line.substring(0, space), files);
                    pieces.put(ByteLetters.letters(bytes), Integer.parseInt(line.substring(space + 1)));
                });
        return pieces;
    }

    private static byte[] bytes(String base64, ModelFiles files) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException broken) {
            throw new TextModelException(
                    "%s: tokenizer.model has the piece \"%s\", which is not Base64".formatted(files, base64), broken);
        }
    }

    private static Map<String, AddedTokens.Added> llama3(int first) {
        Map<String, AddedTokens.Added> added = new LinkedHashMap<>();
        int reserved = 0;
        for (int at = 0; at < SPECIAL_TOKENS; at++) {
            var name = LLAMA3.get(at);
            added.put(name == null ? RESERVED.formatted(reserved++) : name, new AddedTokens.Added(first + at, true));
        }
        return added;
    }
}

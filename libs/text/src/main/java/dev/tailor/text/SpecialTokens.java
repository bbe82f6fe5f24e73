package dev.tailor.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that stand for no text.
 *
 * @param ids of every special token, by its spelling
 * @param begin spelling of the token that begins a text, or null
 * @param end spelling of the token that ends a text, or null
 * @param ends ids of which each ends an answer
 */
public record SpecialTokens(
        Map<String, Integer> ids,
        @Nullable String begin,
        @Nullable String end,
        Set<Integer> ends) {

    static final List<String> NAMES =
            List.of("bos_token", "eos_token", "unk_token", "pad_token", "sep_token", "cls_token", "mask_token");

    public SpecialTokens {
        ids = Map.copyOf(ids);
        ends = Set.copyOf(ends);
    }

    /** The id of the token that begins a text. */
    public Optional<Integer> beginId() {
        return Optional.ofNullable(begin).map(ids::get);
    }

    /** The id of the token that ends a text. */
    public Optional<Integer> endId() {
        return Optional.ofNullable(end).map(ids::get);
    }

    /** The tokens of which each ends an answer. */
    Set<String> endSpellings() {
        return ids.entrySet().stream()
                .filter(token -> ends.contains(token.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    static SpecialTokens read(ModelFiles files, Vocabulary vocabulary, Map<String, String> known) {
        Map<String, Integer> ids = new LinkedHashMap<>(vocabulary.special());
        Map<String, String> named = new LinkedHashMap<>(known);
        named.putAll(named(files));
        named.forEach((name, token) -> vocabulary.id(token).ifPresent(id -> ids.put(token, id)));
        files.json("tokenizer_config.json").path("additional_special_tokens").forEach(token -> {
            var content = spelling(token);
            vocabulary.id(content).ifPresent(id -> ids.put(content, id));
        });
        var begin = spellingOr(named.get("bos_token"), files, "bos_token_id", vocabulary);
        var end = spellingOr(named.get("eos_token"), files, "eos_token_id", vocabulary);
        List.of(begin, end)
                .forEach(token -> token.ifPresent(text -> vocabulary.id(text).ifPresent(id -> ids.put(text, id))));
        Set<Integer> ends = new LinkedHashSet<>(endIds(files));
        end.flatMap(vocabulary::id).ifPresent(ends::add);
        return new SpecialTokens(ids, begin.orElse(null), end.orElse(null), ends);
    }

    private static Map<String, String> named(ModelFiles files) {
        Map<String, String> named = new LinkedHashMap<>();
        for (var file : List.of("special_tokens_map.json", "tokenizer_config.json")) {
            var document = files.json(file);
            for (var name : NAMES) {
                if (document.hasNonNull(name)) {
                    named.put(name, spelling(document.get(name)));
                }
            }
        }
        return named;
    }

    static String spelling(JsonNode token) {
        return token.isTextual() ? token.textValue() : token.path("content").asText("");
    }

    private static Optional<String> spellingOr(
            @Nullable String named, ModelFiles files, String field, Vocabulary vocabulary) {
        if (named != null) {
            return Optional.of(named);
        }
        var ids = integers(files.json("config.json").path(field));
        return ids.isEmpty()
                ? Optional.empty()
                : vocabulary.piece(ids.iterator().next());
    }

    private static Set<Integer> endIds(ModelFiles files) {
        var generation = integers(files.json("generation_config.json").path("eos_token_id"));
        return generation.isEmpty() ? integers(files.json("config.json").path("eos_token_id")) : generation;
    }

    private static Set<Integer> integers(JsonNode node) {
        Set<Integer> values = new LinkedHashSet<>();
        if (node.isInt()) {
            values.add(node.intValue());
        }
        node.forEach(each -> values.add(each.intValue()));
        return values;
    }
}

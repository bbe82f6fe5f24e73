package dev.tailor.text;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The tokenizer of one model: text to ids and back, without truncation. Text never becomes a special token, whatever it
 * spells: special tokens are written by their id, see {@link ChatEncoder}.
 */
public final class Tokenizer implements AutoCloseable {

    private final HuggingFaceTokenizer whole;
    private final HuggingFaceTokenizer beginning;
    private final HuggingFaceTokenizer continuing;
    private final Vocabulary vocabulary;
    private final SpecialTokens special;
    private final boolean begins;
    private final boolean prefixesFirstOnly;
    private final Pattern added;
    private final Set<Integer> forbidden;

    private Tokenizer(TokenizerFile file, Vocabulary vocabulary, SpecialTokens special) {
        var tokenizer = file.json();
        this.whole = PlainPieces.whole(tokenizer);
        this.beginning = PlainPieces.beginning(tokenizer);
        this.continuing = PlainPieces.continuing(tokenizer);
        this.vocabulary = vocabulary;
        this.special = special;
        this.begins = file.begins();
        this.prefixesFirstOnly = file.prefixesFirstOnly();
        this.added = anyOf(vocabulary.added().keySet());
        var unknown = tokenizer.path("model").path("unk_token").asText("<unk>");
        this.forbidden = special.ids().entrySet().stream()
                .filter(token -> !token.getKey().equals(unknown))
                .map(Map.Entry::getValue)
                .collect(Collectors.toSet());
    }

    /**
     * Reads the tokenizer of a Hugging Face model directory: tokenizer.json, else tokenizer.model (SentencePiece, or ranks
     * in the form of tiktoken), else vocab.json with merges.txt.
     */
    public static Tokenizer open(Path directory) {
        var files = new ModelFiles(directory);
        var file = TokenizerFile.read(files);
        var vocabulary = new Vocabulary(file.json());
        return new Tokenizer(file, vocabulary, SpecialTokens.read(files, vocabulary, file.named()));
    }

    public SpecialTokens special() {
        return special;
    }

    public int vocabularySize() {
        return vocabulary.size();
    }

    /** The token with which a text that stands alone begins, where the model was taught so. */
    Optional<Integer> begin() {
        return begins ? special.beginId() : Optional.empty();
    }

    /** The ids of a text that stands alone, with no special token. */
    public int[] encode(String text) {
        return encode(text, TextPlace.FIRST);
    }

    /** The ids of a text at this place, with no special token. */
    int[] encode(String text, TextPlace place) {
        var ids = IntStream.builder();
        var matcher = added.matcher(text);
        int from = 0;
        var here = place;
        while (matcher.find()) {
            encodePlain(text.substring(from, matcher.start()), here).forEach(ids::add);
            ids.add(vocabulary.added().getOrDefault(matcher.group(), 0));
            from = matcher.end();
            here = TextPlace.BEHIND_A_TOKEN;
        }
        encodePlain(text.substring(from), here).forEach(ids::add);
        return ids.build().toArray();
    }

    /** The text of these ids; special tokens write nothing. */
    public String decode(int[] ids) {
        return whole.decode(Arrays.stream(ids).asLongStream().toArray(), true);
    }

    /** Decodes ids as they come. */
    public TextStream stream() {
        return new TextStream(this);
    }

    /** What one token writes, which need not be whole characters; a special token writes its spelling. */
    public byte[] bytes(int id) {
        return vocabulary.bytes(id);
    }

    @Override
    public void close() {
        List.of(whole, beginning, continuing).forEach(HuggingFaceTokenizer::close);
    }

    static Pattern anyOf(Set<String> texts) {
        if (texts.isEmpty()) {
            return Pattern.compile("(?!)");
        }
        return Pattern.compile(texts.stream()
                .sorted((left, right) -> Integer.compare(right.length(), left.length()))
                .map(Pattern::quote)
                .collect(Collectors.joining("|")));
    }

    private IntStream encodePlain(String text, TextPlace place) {
        if (text.isEmpty()) {
            return IntStream.empty();
        }
        var ids = pieces(text, place);
        return Arrays.stream(ids).anyMatch(forbidden::contains) ? encodeApart(text, place) : Arrays.stream(ids);
    }

    private int[] pieces(String text, TextPlace place) {
        boolean prefixed = switch (place) {
            case FIRST -> true;
            case BEHIND_A_TOKEN -> !prefixesFirstOnly;
            case BEHIND_TEXT -> false;
        };
        var encoding = (prefixed ? beginning : continuing).encode(text, false, false);
        return Arrays.stream(encoding.getIds()).mapToInt(Math::toIntExact).toArray();
    }

    /** Breaks every special spelling after its first letter, for models whose own pieces contain the spelling. */
    private IntStream encodeApart(String text, TextPlace place) {
        var ids = IntStream.builder();
        var matcher = anyOf(special.ids().keySet()).matcher(text);
        int from = 0;
        while (matcher.find()) {
            int cut = text.offsetByCodePoints(matcher.start(), 1);
            add(ids, text.substring(from, cut), from == 0 ? place : TextPlace.BEHIND_TEXT);
            from = cut;
        }
        add(ids, text.substring(from), from == 0 ? place : TextPlace.BEHIND_TEXT);
        return ids.build().filter(id -> !forbidden.contains(id));
    }

    private void add(IntStream.Builder ids, String text, TextPlace place) {
        if (!text.isEmpty()) {
            Arrays.stream(pieces(text, place)).forEach(ids::add);
        }
    }
}

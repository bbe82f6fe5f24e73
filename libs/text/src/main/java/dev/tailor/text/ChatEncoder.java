package dev.tailor.text;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Conversations to ids, the same way for training, evaluation and chat. Special tokens come from the template alone.
 * Trained are the template's {@code generation} spans where it has them, else every assistant turn from behind the
 * generation prompt through its end-of-turn token; a turn of weight 0 never is. The text is cut where an answer begins,
 * so that the tokens before it are those of the prompt, whatever the answer. A plain text needs no template: the model's
 * begin token where it uses one, the text, its end token, all learnt but the first, which nothing stands before.
 */
public final class ChatEncoder implements AutoCloseable {

    private final Tokenizer tokenizer;
    private final Pattern special;
    private final LearntAnswers answers;
    private final TemplateProbe rows;
    private final TemplateProbe prompts;

    public ChatEncoder(Tokenizer tokenizer, ChatTemplate template) {
        this.tokenizer = tokenizer;
        this.special = Tokenizer.anyOf(tokenizer.special().ids().keySet());
        this.answers = new LearntAnswers(template, tokenizer.special());
        this.rows = new TemplateProbe(answers::text);
        this.prompts = new TemplateProbe(template::renderPrompt);
    }

    /** Tokenizer and template of a Hugging Face model directory. */
    public static ChatEncoder open(Path directory) {
        var tokenizer = Tokenizer.open(directory);
        return new ChatEncoder(tokenizer, ChatTemplate.open(directory, tokenizer.special()));
    }

    public Tokenizer tokenizer() {
        return tokenizer;
    }

    /** Path of the first thing in a conversation that the chat template leaves out. */
    public Optional<String> leavesOut(Conversation conversation) {
        return rows.leftOut(conversation);
    }

    /**
     * The same for a conversation that asks for the next answer. A template may leave messages away between the calls of
     * tools and their results, as Mistral's does; what it writes for the last message of a user has reached the model.
     */
    public Optional<String> promptLeavesOut(Conversation conversation) {
        int asked = conversation.lastTurn(Role.USER).orElse(-1) + 1;
        return prompts.allLeftOut(conversation).stream()
                .filter(left -> left.turn() < 0
                        || left.turn() >= asked
                        || prompts.allLeftOut(conversation.first(asked)).contains(left))
                .map(TemplateProbe.LeftOut::path)
                .findFirst();
    }

    /**
     * A conversation, or the turns of one through an answer, and its ids.
     *
     * @param conversation of which the chat is
     */
    public record Part(Conversation conversation, EncodedChat chat) {}

    /**
     * The ids of a conversation, and which of them training learns: of a plain text all, and that it ends. Where the
     * template writes turns in another way once more follow, each answer is a part of its own, behind the prompt that will
     * ask for it.
     */
    public List<Part> parts(Conversation conversation) {
        if (tokenizer.special().ends().isEmpty()) {
            throw new TextModelException("The tokenizer names no end token, so that no answer could learn to end;"
                    + " set eos_token in tokenizer_config.json to one of its tokens");
        }
        if (conversation.plainText().isPresent()) {
            var end = tokenizer
                    .special()
                    .endId()
                    .or(() -> tokenizer.special().ends().stream().findFirst());
            return List.of(new Part(conversation, plain(conversation.plainText().get(), end)));
        }
        return answers.parts(conversation).stream()
                .map(part -> new Part(
                        part.conversation(),
                        write(part.chat().text(), part.chat().spans())))
                .toList();
    }

    /** The only one of the {@link #parts}. */
    public EncodedChat encode(Conversation conversation) {
        var parts = parts(conversation);
        if (parts.size() > 1) {
            throw new TextModelException(
                    "The chat template writes earlier turns in another way once more follow, so that each answer has to be learnt by itself; give all but one the weight 0");
        }
        return parts.getFirst().chat();
    }

    /** The ids that ask for the next answer. */
    public int[] prompt(Conversation conversation) {
        if (conversation.plainText().isPresent()) {
            return plain(conversation.plainText().get(), Optional.empty()).ids();
        }
        var chat = answers.prompt(conversation);
        return write(chat.text(), chat.spans()).ids();
    }

    @Override
    public void close() {
        tokenizer.close();
    }

    private EncodedChat plain(String text, Optional<Integer> end) {
        var sink = new TokenSink();
        tokenizer.begin().ifPresent(id -> sink.token(id, false));
        sink.text(tokenizer.encode(text, sink.place()), true);
        end.ifPresent(id -> sink.token(id, true));
        return sink.chat().withFirstUntrained();
    }

    private EncodedChat write(String text, List<TextSpan> answers) {
        var sink = new TokenSink();
        int from = 0;
        List<TextSpan> edges = new ArrayList<>(answers);
        edges.add(new TextSpan(text.length(), text.length(), false));
        for (var span : edges) {
            writePart(text.substring(from, span.from()), false, sink);
            writePart(text.substring(span.from(), span.to()), span.trained(), sink);
            from = span.to();
        }
        return sink.chat();
    }

    private void writePart(String text, boolean trained, TokenSink sink) {
        var matcher = special.matcher(text);
        int from = 0;
        while (matcher.find()) {
            writeText(text.substring(from, matcher.start()), trained, sink);
            int id = tokenizer.special().ids().getOrDefault(matcher.group(), 0);
            sink.token(id, trained);
            from = matcher.end();
        }
        writeText(text.substring(from), trained, sink);
    }

    private void writeText(String text, boolean trained, TokenSink sink) {
        var plain = Marks.remove(text);
        if (!plain.isEmpty()) {
            sink.text(tokenizer.encode(plain, sink.place()), trained);
        }
    }
}

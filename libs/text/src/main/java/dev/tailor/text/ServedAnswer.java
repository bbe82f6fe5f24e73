package dev.tailor.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A conversation whose last message is learnt as it will be asked for: the prompt that the template writes for it, and the
 * answer behind that. Some templates write the prompt in another way once it is answered; Mistral's leave out the system
 * message.
 */
final class ServedAnswer {

    private final ChatTemplate template;
    private final AnswerSpans spans;
    private final Pattern special;

    ServedAnswer(ChatTemplate template, AnswerSpans spans, SpecialTokens tokens) {
        this.template = template;
        this.spans = spans;
        this.special = Tokenizer.anyOf(tokens.ids().keySet());
    }

    /** Throws {@link TextModelException} where the answer is not found behind a prompt that it changes. */
    AnswerSpans.Chat of(Conversation conversation) {
        int last = conversation.messages().size() - 1;
        if (last == 0) {
            return spans.of(conversation);
        }
        var before = conversation.first(last);
        var prompt = spans.ofPrompt(before);
        var whole = template.marked(conversation, false);
        int from = AnswerPlace.common(whole, prompt.text());
        var text = whole;
        if (from < AnswerPlace.common(prompt.text(), template.marked(before, false))) {
            from = prompt.text().length();
            text = prompt.text() + answer(whole, prompt.text(), conversation);
        }
        return new AnswerSpans.Chat(text, spans(prompt.spans(), text, from), List.of());
    }

    private List<TextSpan> spans(List<TextSpan> earlier, String text, int from) {
        List<TextSpan> all = new ArrayList<>();
        earlier.forEach(span -> all.add(new TextSpan(span.from(), Math.min(span.to(), from), false)));
        all.add(new TextSpan(from, AnswerPlace.throughLast(special, text, from, text.length()), true));
        return all;
    }

    private String answer(String whole, String prompt, Conversation conversation) {
        int last = conversation.messages().size() - 1;
        var content =
                template.guarded(conversation.messages().get(last).content().strip());
        int from = content.isEmpty() ? -1 : whole.lastIndexOf(content);
        if (from < 0) {
            throw new TextModelException(
                    "The chat template writes what stands before messages[%d] in another way once it is answered, and the answer is not found"
                            .formatted(last));
        }
        boolean spaced = Character.isWhitespace(prompt.charAt(prompt.length() - 1));
        while (!spaced && from > 0 && Character.isWhitespace(whole.charAt(from - 1))) {
            from--;
        }
        return whole.substring(from);
    }
}

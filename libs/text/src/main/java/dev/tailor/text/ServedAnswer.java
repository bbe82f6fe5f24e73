package dev.tailor.text;

import java.util.ArrayList;
import java.util.List;

/**
 * A conversation whose last message is learnt as it will be asked for: the prompt that the template writes for it, and the
 * answer behind that. Some templates write the prompt in another way once it is answered; Mistral's leave out the system
 * message.
 */
final class ServedAnswer {

    private final ChatTemplate template;
    private final AnswerSpans spans;
    private final AnswerPlace place;

    ServedAnswer(ChatTemplate template, AnswerSpans spans, AnswerPlace place) {
        this.template = template;
        this.spans = spans;
        this.place = place;
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
        var from = place.behindPrompt(whole, before);
        return from.isPresent()
                ? chat(whole, from.getAsInt(), prompt)
                : chat(
                        prompt.text() + answer(whole, prompt.text(), conversation),
                        prompt.text().length(),
                        prompt);
    }

    private AnswerSpans.Chat chat(String text, int from, AnswerSpans.Chat prompt) {
        List<TextSpan> all = new ArrayList<>();
        prompt.spans().forEach(span -> all.add(new TextSpan(span.from(), Math.min(span.to(), from), false)));
        all.add(new TextSpan(from, place.throughLast(text, from, text.length()), true));
        return new AnswerSpans.Chat(text, all, List.of());
    }

    /** What stands behind the last message of the prompt and the words that ask for the answer. */
    private String answer(String whole, String prompt, Conversation conversation) {
        int last = conversation.messages().size() - 1;
        var asked =
                template.guarded(conversation.messages().get(last - 1).content().strip());
        var end = asked.isEmpty() ? prompt : prompt.substring(Math.max(0, prompt.lastIndexOf(asked)));
        int from = 0;
        for (int at = prompt.indexOf(end); at >= 0; at = prompt.indexOf(end, at + 1)) {
            int found = whole.indexOf(end, from);
            if (found < 0) {
                throw new TextModelException(
                        "The chat template writes what stands before messages[%d] in another way once it is answered, and the answer is not found"
                                .formatted(last));
            }
            from = found + end.length();
        }
        return whole.substring(from);
    }
}

package dev.tailor.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Conversations as training learns them: whole where the template allows that, else answer by answer. */
final class LearntAnswers {

    private final AnswerSpans spans;
    private final ServedAnswer served;

    LearntAnswers(ChatTemplate template, SpecialTokens tokens) {
        var place = new AnswerPlace(template, tokens);
        this.spans = new AnswerSpans(template, place);
        this.served = new ServedAnswer(template, spans, place);
    }

    record Part(Conversation conversation, AnswerSpans.Chat chat) {}

    /** Throws {@link TextModelException} where a part of an answer that is to be learnt is not in the text. */
    List<Part> parts(Conversation conversation) {
        var parts = unchecked(conversation);
        parts.forEach(LearntAnswers::check);
        return parts;
    }

    private List<Part> unchecked(Conversation conversation) {
        var whole = spans.of(conversation);
        var messages = conversation.messages();
        refuseLostWeights(whole, conversation);
        if (whole.unsure().stream().noneMatch(turn -> messages.get(turn).trained())) {
            return List.of(new Part(conversation, whole));
        }
        List<Part> parts = new ArrayList<>();
        for (int turn = 0; turn < messages.size(); turn++) {
            if (messages.get(turn).trained()) {
                var part = conversation.answering(turn);
                parts.add(new Part(part, served.of(part)));
            }
        }
        return parts;
    }

    /** A template that marks some answers only leaves it open which; of the last one it is known. */
    private static void refuseLostWeights(AnswerSpans.Chat chat, Conversation conversation) {
        var turns = conversation.messages().stream()
                .filter(message -> message.role() == Role.ASSISTANT)
                .toList();
        boolean equal = turns.stream().allMatch(Message::trained)
                || turns.stream().limit(turns.size() - 1L).noneMatch(Message::trained);
        if (chat.unsure().isEmpty() && chat.spans().size() != turns.size() && !turns.isEmpty() && !equal) {
            throw new TextModelException(
                    "The chat template marks %d answers of %d assistant messages, so that a weight of 0 cannot be kept; leave the weights out, or make rows of one answer"
                            .formatted(chat.spans().size(), turns.size()));
        }
    }

    private static void check(Part part) {
        var messages = part.conversation().messages();
        var turns = IntStream.range(0, messages.size())
                .filter(turn -> messages.get(turn).role() == Role.ASSISTANT)
                .toArray();
        var spans = part.chat().spans();
        for (int answer = 0; answer < turns.length && turns.length == spans.size(); answer++) {
            var span = spans.get(answer);
            var message = messages.get(turns[answer]);
            var text = Marks.remove(part.chat().text().substring(span.from(), span.to()));
            if (message.trained() && !AnswerPlace.holds(text, message.content())) {
                throw new TextModelException(
                        "The chat template leaves out a part of messages[%d].content, which could not be learnt"
                                .formatted(turns[answer]));
            }
        }
    }

    /** The text of all parts. */
    String text(Conversation conversation) {
        return parts(conversation).stream()
                .map(part -> Marks.remove(part.chat().text()))
                .collect(Collectors.joining());
    }

    /** The text that asks for the next answer. */
    AnswerSpans.Chat prompt(Conversation conversation) {
        return spans.ofPrompt(conversation);
    }
}

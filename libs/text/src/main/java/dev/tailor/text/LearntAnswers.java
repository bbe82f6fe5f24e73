package dev.tailor.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Conversations as training learns them: whole where the template allows that, else answer by answer. */
final class LearntAnswers {

    private final AnswerSpans spans;
    private final ServedAnswer served;

    LearntAnswers(ChatTemplate template, SpecialTokens tokens) {
        this.spans = new AnswerSpans(template, tokens);
        this.served = new ServedAnswer(template, spans, tokens);
    }

    record Part(Conversation conversation, AnswerSpans.Chat chat) {}

    List<Part> parts(Conversation conversation) {
        var whole = spans.of(conversation);
        var messages = conversation.messages();
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

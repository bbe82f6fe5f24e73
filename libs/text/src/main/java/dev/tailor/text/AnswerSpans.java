package dev.tailor.text;

import java.util.ArrayList;
import java.util.List;

/** Finds the answers in a rendered conversation, and which of them training learns. */
final class AnswerSpans {

    private final ChatTemplate template;
    private final AnswerPlace place;

    AnswerSpans(ChatTemplate template, AnswerPlace place) {
        this.template = template;
        this.place = place;
    }

    /**
     * A rendered conversation and the answers in it, in order.
     *
     * @param unsure positions of the messages whose answers may stand elsewhere than their spans say
     */
    record Chat(String text, List<TextSpan> spans, List<Integer> unsure) {}

    /** Of the whole conversation. */
    Chat of(Conversation conversation) {
        return of(conversation, template.marked(conversation, false));
    }

    /** Of the conversation with the prompt for the next answer behind it. */
    Chat ofPrompt(Conversation conversation) {
        return of(conversation, template.marked(conversation, true));
    }

    private Chat of(Conversation conversation, String marked) {
        return marked.indexOf(Marks.SPAN_BEGIN) >= 0
                ? byTemplate(marked, conversation)
                : byPrompt(marked, conversation);
    }

    private static Chat byTemplate(String marked, Conversation conversation) {
        var turns = conversation.messages().stream()
                .filter(message -> message.role() == Role.ASSISTANT)
                .toList();
        var text = new StringBuilder();
        List<TextSpan> spans = new ArrayList<>();
        int begin = 0;
        for (int at = 0; at < marked.length(); at++) {
            char letter = marked.charAt(at);
            if (letter == Marks.SPAN_BEGIN) {
                begin = text.length();
            } else if (letter == Marks.SPAN_END) {
                spans.add(new TextSpan(begin, text.length(), true));
            } else {
                text.append(letter);
            }
        }
        return new Chat(text.toString(), weighted(spans, turns), List.of());
    }

    /** Marked from the last on, since a template may mark the last answers alone. */
    private static List<TextSpan> weighted(List<TextSpan> spans, List<Message> turns) {
        List<TextSpan> weighted = new ArrayList<>();
        for (int at = 0; at < spans.size(); at++) {
            int turn = turns.size() - spans.size() + at;
            boolean trained = turn < 0 || turns.get(turn).trained();
            weighted.add(new TextSpan(spans.get(at).from(), spans.get(at).to(), trained));
        }
        return weighted;
    }

    private Chat byPrompt(String text, Conversation conversation) {
        List<TextSpan> spans = new ArrayList<>();
        List<Integer> unsure = new ArrayList<>();
        int done = 0;
        for (int turn = 0; turn < conversation.messages().size(); turn++) {
            var message = conversation.messages().get(turn);
            if (message.role() == Role.ASSISTANT) {
                var answer = place.in(text, conversation, turn, done);
                spans.add(new TextSpan(answer.from(), answer.to(), message.trained()));
                done = answer.to();
                if (!answer.sure()) {
                    unsure.add(turn);
                }
            }
        }
        return new Chat(text, spans, unsure);
    }
}

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

    private Chat byTemplate(String marked, Conversation conversation) {
        var weights = new MarkedWeights(marked, conversation);
        var text = new StringBuilder();
        List<TextSpan> spans = new ArrayList<>();
        int begin = 0;
        boolean trained = false;
        for (int at = 0; at < marked.length(); at++) {
            char letter = marked.charAt(at);
            if (letter == Marks.SPAN_BEGIN) {
                begin = text.length();
                trained = weights.trained(spans.size(), at);
            } else if (letter == Marks.SPAN_END) {
                spans.add(new TextSpan(begin, text.length(), trained));
            } else {
                text.append(letter);
            }
        }
        return new Chat(text.toString(), spans, List.of());
    }

    /** A template may mark more or fewer spans than there are turns; then only those of the last turn are known. */
    private final class MarkedWeights {

        private final List<Message> turns;
        private final boolean each;
        private final boolean all;
        private final int last;

        MarkedWeights(String marked, Conversation conversation) {
            this.turns = conversation.messages().stream()
                    .filter(message -> message.role() == Role.ASSISTANT)
                    .toList();
            this.each =
                    marked.chars().filter(letter -> letter == Marks.SPAN_BEGIN).count() == turns.size();
            this.all = turns.stream().allMatch(Message::trained);
            int turn = conversation.lastTurn(Role.ASSISTANT).orElse(0);
            this.last = each || all || turn == 0
                    ? 0
                    : place.behindPrompt(marked, conversation.first(turn)).orElse(marked.lastIndexOf(Marks.SPAN_BEGIN));
        }

        /**
         * @param span its number
         * @param at its place in the marked text
         */
        boolean trained(int span, int at) {
            return all
                    || (each
                            ? turns.get(span).trained()
                            : at >= last && turns.getLast().trained());
        }
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

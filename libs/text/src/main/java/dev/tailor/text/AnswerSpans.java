package dev.tailor.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Finds the answers in a rendered conversation, and which of them training learns. */
final class AnswerSpans {

    private final ChatTemplate template;
    private final Pattern special;

    AnswerSpans(ChatTemplate template, Pattern special) {
        this.template = template;
        this.special = special;
    }

    /** A rendered conversation and the answers in it, in order. */
    record Chat(String text, List<TextSpan> spans) {}

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
                : new Chat(marked, byPrompt(marked, conversation));
    }

    private static Chat byTemplate(String marked, Conversation conversation) {
        var turns = conversation.messages().stream()
                .filter(message -> message.role() == Role.ASSISTANT)
                .toList();
        var text = new StringBuilder();
        List<TextSpan> spans = new ArrayList<>();
        int begin = 0;
        int turn = 0;
        for (int at = 0; at < marked.length(); at++) {
            char letter = marked.charAt(at);
            if (letter == Marks.SPAN_BEGIN) {
                begin = text.length();
            } else if (letter == Marks.SPAN_END) {
                boolean trained = turn >= turns.size() || turns.get(turn).trained();
                spans.add(new TextSpan(begin, text.length(), trained));
                turn++;
            } else {
                text.append(letter);
            }
        }
        return new Chat(text.toString(), spans);
    }

    private List<TextSpan> byPrompt(String text, Conversation conversation) {
        List<TextSpan> spans = new ArrayList<>();
        int done = 0;
        for (int turn = 0; turn < conversation.messages().size(); turn++) {
            var message = conversation.messages().get(turn);
            if (message.role() == Role.ASSISTANT) {
                int from =
                        Math.max(done, turn == 0 ? 0 : common(text, template.marked(conversation.first(turn), true)));
                int to = common(text, template.marked(conversation.first(turn + 1), false));
                done = Math.max(from, throughLastToken(text, from, to));
                spans.add(new TextSpan(from, done, message.trained()));
            }
        }
        return spans;
    }

    /** Behind the last special token of the turn; its whole length where it has none. */
    private int throughLastToken(String text, int from, int to) {
        int end = to;
        var matcher = special.matcher(text).region(from, Math.max(from, to));
        while (matcher.find()) {
            end = matcher.end();
        }
        return end;
    }

    private static int common(String text, String prefix) {
        int end = 0;
        while (end < text.length() && end < prefix.length() && text.charAt(end) == prefix.charAt(end)) {
            end++;
        }
        return end;
    }
}

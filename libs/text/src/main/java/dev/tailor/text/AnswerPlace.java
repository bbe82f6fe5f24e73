package dev.tailor.text;

import java.util.regex.Pattern;

/**
 * Finds an answer in a rendered conversation by rendering the turns before it, and those through it. Templates of
 * reasoning models write a turn in another way once more turns follow; such an answer ends with its end token.
 */
final class AnswerPlace {

    private final ChatTemplate template;
    private final Pattern special;
    private final Pattern ends;

    AnswerPlace(ChatTemplate template, SpecialTokens tokens) {
        this.template = template;
        this.special = Tokenizer.anyOf(tokens.ids().keySet());
        this.ends = Tokenizer.anyOf(tokens.endSpellings());
    }

    /**
     * Characters {@code from} (inclusive) to {@code to} (exclusive).
     *
     * @param sure false where the template writes what stands before the answer, or the answer, in another way here
     */
    record Found(int from, int to, boolean sure) {}

    /** The answer at that turn, which begins behind {@code done} characters at the earliest. */
    Found in(String text, Conversation conversation, int turn, int done) {
        var start = start(text, conversation, turn, done);
        var through = template.marked(conversation.first(turn + 1), false);
        int shared = common(text, through);
        int end = throughLast(special, text, start.from(), Math.max(start.from(), shared));
        if (shared == through.length()) {
            return new Found(start.from(), end, start.sure());
        }
        var message = conversation.messages().get(turn);
        if (!holds(text.substring(start.from(), end), message)) {
            end = throughFirstEnd(text, start.from(), end);
        }
        return new Found(start.from(), end, start.sure() && holds(text.substring(start.from(), end), message));
    }

    private Found start(String text, Conversation conversation, int turn, int done) {
        if (turn == 0) {
            return new Found(done, done, true);
        }
        var before = conversation.first(turn);
        var prompt = template.marked(before, true);
        int shared = common(text, prompt);
        boolean whole = shared == prompt.length() || shared >= common(prompt, template.marked(before, false));
        return new Found(Math.max(done, shared), done, whole && shared >= done);
    }

    /** Whether the content is in the text, and the name of each tool that the message calls. */
    private static boolean holds(String answer, Message message) {
        var plain = Marks.remove(answer);
        return plain.contains(message.content().strip())
                && message.calledTools().stream().allMatch(plain::contains);
    }

    /** Behind the last match between two places; the second place where there is none. */
    static int throughLast(Pattern token, String text, int from, int to) {
        int end = to;
        var matcher = token.matcher(text).region(from, to);
        while (matcher.find()) {
            end = matcher.end();
        }
        return end;
    }

    private int throughFirstEnd(String text, int from, int otherwise) {
        var matcher = ends.matcher(text);
        return matcher.find(from) ? matcher.end() : otherwise;
    }

    /** How many characters two texts share from their beginnings on. */
    static int common(String text, String prefix) {
        int end = 0;
        while (end < text.length() && end < prefix.length() && text.charAt(end) == prefix.charAt(end)) {
            end++;
        }
        return end;
    }
}

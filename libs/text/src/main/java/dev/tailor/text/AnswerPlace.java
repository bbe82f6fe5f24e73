package dev.tailor.text;

import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Finds an answer in a rendered conversation by rendering the turns before it, and those through it. Templates of
 * reasoning models write a turn in another way once more turns follow; where those through it do not show the answer, it
 * ends with the first end token.
 */
final class AnswerPlace {

    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");

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
        int end = throughLast(text, start.from(), Math.max(start.from(), shared));
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
        var from = behindPrompt(text, conversation.first(turn));
        return new Found(Math.max(done, from.orElse(done)), done, from.orElse(-1) >= done);
    }

    /** Where the answer to these turns begins; empty where the template writes them in another way in this text. */
    OptionalInt behindPrompt(String text, Conversation before) {
        var prompt = template.marked(before, true);
        int shared = common(text, prompt);
        if (shared == prompt.length()) {
            return OptionalInt.of(shared);
        }
        int asked = common(prompt, template.marked(before, false));
        return shared < asked
                ? OptionalInt.empty()
                : OptionalInt.of(Math.min(outsideOfTokens(text, shared), outsideOfTokens(prompt, shared)));
    }

    /** The place, or where the special token begins in whose spelling it is. */
    private int outsideOfTokens(String text, int place) {
        var token = special.matcher(text);
        while (token.find() && token.start() < place) {
            if (token.end() > place) {
                return token.start();
            }
        }
        return place;
    }

    /** Whether the content is in the text, and the name of each tool that the message calls. */
    private static boolean holds(String answer, Message message) {
        var plain = Marks.remove(answer);
        return holds(plain, message.content()) && message.calledTools().stream().allMatch(plain::contains);
    }

    /** Whether all letters stand there in order; templates put other spaces around reasoning than its author did. */
    static boolean holds(String text, String content) {
        return squeezed(text).contains(squeezed(content));
    }

    private static String squeezed(String text) {
        return SPACES.matcher(text).replaceAll("");
    }

    /** Behind the last special token between two places; the second place where there is none. */
    int throughLast(String text, int from, int to) {
        int end = to;
        var matcher = special.matcher(text).region(from, to);
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
    private static int common(String text, String prefix) {
        int end = 0;
        while (end < text.length() && end < prefix.length() && text.charAt(end) == prefix.charAt(end)) {
            end++;
        }
        return end;
    }
}

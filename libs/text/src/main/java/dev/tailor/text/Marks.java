package dev.tailor.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Noncharacters that travel through a template beside the text. What a user typed has every special token's spelling
 * broken by one, so that what stays whole in the rendered chat was written by the template.
 */
final class Marks {

    /** Behind the first letter of a special token's spelling that a user typed. */
    static final char BREAK = '\uFDD0';
    /** Where a {@code {% generation %}} span begins, and where it ends. */
    static final char SPAN_BEGIN = '\uFDD1';

    static final char SPAN_END = '\uFDD2';

    private static final Pattern ANY = Pattern.compile("[\uFDD0-\uFDD2]");

    private final Pattern special;

    Marks(SpecialTokens tokens) {
        special = Tokenizer.anyOf(tokens.ids().keySet());
    }

    /** The text with no special token's spelling whole in it. */
    String guard(String text) {
        var clean = ANY.matcher(text).replaceAll("\uFFFD");
        return special.matcher(clean).replaceAll(found -> Matcher.quoteReplacement(broken(found.group())));
    }

    /** The text as it was before {@link #guard}. */
    static String remove(String text) {
        return ANY.matcher(text).replaceAll("");
    }

    private static String broken(String token) {
        int first = token.offsetByCodePoints(0, 1);
        return token.substring(0, first) + BREAK + token.substring(first);
    }
}

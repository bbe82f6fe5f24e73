package dev.tailor.text;

import com.hubspot.jinjava.lib.fn.ELFunctionDefinition;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Functions that chat templates may call besides Jinja's own. Public because the template engine calls them. */
public final class TemplateFunctions {

    private static final Map<Character, String> FORMATS = Map.of(
            'd', "dd", 'b', "MMM", 'B', "MMMM", 'Y', "yyyy", 'm', "MM", 'H', "HH", 'M', "mm", 'S', "ss", 'A', "EEEE");

    private TemplateFunctions() {}

    static List<ELFunctionDefinition> all() {
        return List.of(
                new ELFunctionDefinition("", "raise_exception", TemplateFunctions.class, "refuse", String.class),
                new ELFunctionDefinition("", "strftime_now", TemplateFunctions.class, "today", String.class));
    }

    /** {@code raise_exception(message)}. */
    public static Object refuse(String message) {
        throw new TextModelException("The chat template refuses the conversation: " + message);
    }

    /** {@code strftime_now(format)}. */
    public static String today(String format) {
        var now = ZonedDateTime.now(Clock.systemDefaultZone());
        var text = new StringBuilder();
        for (int at = 0; at < format.length(); at++) {
            char letter = format.charAt(at);
            if (letter == '%' && at + 1 < format.length()) {
                at++;
                var pattern = FORMATS.get(format.charAt(at));
                text.append(
                        pattern == null
                                ? "%" + format.charAt(at)
                                : now.format(DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH)));
            } else {
                text.append(letter);
            }
        }
        return text.toString();
    }
}

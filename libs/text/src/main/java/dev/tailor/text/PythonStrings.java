package dev.tailor.text;

import com.hubspot.jinjava.objects.collections.PyList;
import java.beans.FeatureDescriptor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jinjava.javax.el.ELContext;
import jinjava.javax.el.ELResolver;
import org.jspecify.annotations.Nullable;

/** The methods of Python's strings that chat templates call; anything else is left to the next resolver. */
final class PythonStrings extends ELResolver {

    @Override
    public @Nullable Object invoke(
            ELContext context, @Nullable Object base, Object method, Class<?>[] types, Object[] arguments) {
        if (!(base instanceof CharSequence)) {
            return null;
        }
        var result = call(base.toString(), method.toString(), arguments == null ? new Object[0] : arguments);
        if (result != null) {
            context.setPropertyResolved(true);
        }
        return result;
    }

    private static @Nullable Object call(String text, String method, Object[] arguments) {
        return switch (method) {
            case "strip" -> strip(text, arguments, true, true);
            case "lstrip" -> strip(text, arguments, true, false);
            case "rstrip" -> strip(text, arguments, false, true);
            case "startswith" -> anyAffix(arguments[0]).stream().anyMatch(text::startsWith);
            case "endswith" -> anyAffix(arguments[0]).stream().anyMatch(text::endsWith);
            case "upper" -> text.toUpperCase(Locale.ROOT);
            case "lower" -> text.toLowerCase(Locale.ROOT);
            case "title" -> title(text);
            case "capitalize" -> capital(text.toLowerCase(Locale.ROOT));
            case "replace" -> text.replace(arguments[0].toString(), arguments[1].toString());
            case "split" -> split(text, arguments);
            case "join" ->
                ((Collection<?>) arguments[0]).stream().map(String::valueOf).collect(Collectors.joining(text));
            case "find" -> (long) text.indexOf(arguments[0].toString());
            case "rfind" -> (long) text.lastIndexOf(arguments[0].toString());
            case "count" -> (long) text.split(Pattern.quote(arguments[0].toString()), -1).length - 1;
            case "splitlines" -> new PyList(new ArrayList<>(text.lines().toList()));
            case "removeprefix" ->
                text.startsWith(arguments[0].toString())
                        ? text.substring(arguments[0].toString().length())
                        : text;
            case "removesuffix" ->
                text.endsWith(arguments[0].toString())
                        ? text.substring(
                                0, text.length() - arguments[0].toString().length())
                        : text;
            default -> null;
        };
    }

    private static List<String> anyAffix(Object affixes) {
        return affixes instanceof Collection<?> several
                ? several.stream().map(String::valueOf).toList()
                : List.of(affixes.toString());
    }

    private static String strip(String text, Object[] arguments, boolean front, boolean back) {
        IntPredicate gone = arguments.length == 0
                ? letter -> Character.isWhitespace(letter) || Character.isSpaceChar(letter)
                : letter -> arguments[0].toString().indexOf(letter) >= 0;
        int from = 0;
        int to = text.length();
        while (front && from < to && gone.test(text.charAt(from))) {
            from++;
        }
        while (back && to > from && gone.test(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static PyList split(String text, Object[] arguments) {
        if (arguments.length == 0) {
            var words = text.isBlank() ? new String[0] : text.strip().split("\\s+", -1);
            return new PyList(new ArrayList<>(Arrays.asList(words)));
        }
        var separator = arguments[0].toString();
        int most = arguments.length > 1 ? ((Number) arguments[1]).intValue() : Integer.MAX_VALUE;
        List<Object> parts = new ArrayList<>();
        int from = 0;
        for (int at = text.indexOf(separator); at >= 0 && parts.size() < most; at = text.indexOf(separator, from)) {
            parts.add(text.substring(from, at));
            from = at + separator.length();
        }
        parts.add(text.substring(from));
        return new PyList(parts);
    }

    private static String title(String text) {
        return Arrays.stream(text.split(" ", -1))
                .map(word -> capital(word.toLowerCase(Locale.ROOT)))
                .collect(Collectors.joining(" "));
    }

    private static String capital(String word) {
        return word.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    /** A string has no fields: what a template asks of it as of a mapping is undefined. */
    @Override
    public @Nullable Object getValue(ELContext context, @Nullable Object base, @Nullable Object property) {
        if (base instanceof CharSequence && property instanceof String) {
            context.setPropertyResolved(true);
        }
        return null;
    }

    @Override
    public @Nullable Class<?> getType(ELContext context, @Nullable Object base, @Nullable Object property) {
        return null;
    }

    @Override
    public void setValue(ELContext context, @Nullable Object base, @Nullable Object property, @Nullable Object value) {
        // Strings have nothing to set; the next resolver is asked.
    }

    @Override
    public boolean isReadOnly(ELContext context, @Nullable Object base, @Nullable Object property) {
        return true;
    }

    @Override
    public @Nullable Iterator<FeatureDescriptor> getFeatureDescriptors(ELContext context, @Nullable Object base) {
        return null;
    }

    @Override
    public @Nullable Class<?> getCommonPropertyType(ELContext context, @Nullable Object base) {
        return null;
    }
}

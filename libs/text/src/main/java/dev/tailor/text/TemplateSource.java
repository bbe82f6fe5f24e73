package dev.tailor.text;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Puts parentheses where Python's Jinja groups expressions otherwise than the engine used here: {@code not} reaches to
 * the next {@code and} or {@code or}, and a named argument to the next comma.
 */
final class TemplateSource {

    private static final Set<String> BEHIND_NOT = Set.of("and", "or", "if", "else");
    /** Python's slice in reverse, which the engine knows as a filter. */
    private static final String BACKWARDS = "[::-1]";

    /** Names of a macro's parameters are no arguments. */
    private static final Pattern DECLARATION = Pattern.compile("[-+]?\\s*(macro|call)\\b");

    private static final Pattern RAW = Pattern.compile("(?s)\\{%[-+]?\\s*raw\\s*[-+]?%}");
    private static final char NOT = 'n';
    private static final char NAMED = '=';
    private static final String IS_NOT = "is not";
    private static final String NOTS = String.valueOf(NOT);
    private static final String ALL = NOTS + NAMED;

    private final String source;
    private final StringBuilder out = new StringBuilder();
    /** Open brackets of the template, and above each the parentheses that were put in since. */
    private final Deque<Character> open = new ArrayDeque<>();

    private final Set<String> filters = new TreeSet<>();
    private final Set<String> tests = new TreeSet<>();
    private String word = "";
    private boolean declares;
    private int at;

    private TemplateSource(String source) {
        this.source = source;
    }

    /**
     * A template as the engine wants it.
     *
     * @param filters by name, all that it uses
     * @param tests by name, what it asks with {@code is}
     */
    record Grouped(String text, Set<String> filters, Set<String> tests) {}

    static Grouped grouped(String template) {
        return new TemplateSource(template).grouped();
    }

    private Grouped grouped() {
        while (at < source.length()) {
            if (source.startsWith("{#", at)) {
                copyThrough("#}");
            } else if (source.startsWith("{%", at) || source.startsWith("{{", at)) {
                tag();
            } else {
                out.append(source.charAt(at++));
            }
        }
        return new Grouped(out.toString(), filters, tests);
    }

    private void copyThrough(String end) {
        int found = source.indexOf(end, at);
        int to = found < 0 ? source.length() : found + end.length();
        out.append(source, at, to);
        at = to;
    }

    private void tag() {
        var end = source.charAt(at + 1) == '%' ? "%}" : "}}";
        int from = at;
        out.append(source, at, at + 2);
        at += 2;
        word = "";
        declares = DECLARATION.matcher(source).region(at, source.length()).lookingAt();
        while (at < source.length() && !atEnd(end)) {
            step();
        }
        close(ALL);
        open.clear();
        copyThrough(end);
        if (RAW.matcher(source).region(from, at).matches()) {
            copyThrough("endraw");
        }
    }

    private boolean atEnd(String end) {
        return open.stream().noneMatch(bracket -> bracket == '{')
                && (source.startsWith(end, at)
                        || (source.charAt(at) == '-' || source.charAt(at) == '+') && source.startsWith(end, at + 1));
    }

    private void step() {
        char letter = source.charAt(at);
        if (letter == '\'' || letter == '"') {
            string(letter);
        } else if (Character.isJavaIdentifierStart(letter)) {
            word();
        } else {
            symbol(letter);
        }
    }

    private void string(char quote) {
        int end = at + 1;
        while (end < source.length() && source.charAt(end) != quote) {
            end += source.charAt(end) == '\\' ? 2 : 1;
        }
        end = Math.min(source.length(), end + 1);
        out.append(source.substring(at, end).replace("\\\n", ""));
        at = end;
        word = "";
    }

    private void word() {
        int end = at;
        while (end < source.length() && Character.isJavaIdentifierPart(source.charAt(end))) {
            end++;
        }
        var next = source.substring(at, end);
        if (BEHIND_NOT.contains(next)) {
            close(NOTS);
        }
        out.append(next);
        at = end;
        if (word.equals("|")) {
            filters.add(next);
        } else if ((word.equals("is") || word.equals(IS_NOT)) && !next.equals("not")) {
            tests.add(next);
        } else if (next.equals("not") && !word.equals("is") && !source.startsWith("in ", behindSpaces(end))) {
            out.append(" (");
            open.push(NOT);
        }
        word = word.equals("is") && next.equals("not") ? IS_NOT : next;
    }

    private int behindSpaces(int from) {
        int place = from;
        while (place < source.length() && Character.isWhitespace(source.charAt(place))) {
            place++;
        }
        return place;
    }

    private void symbol(char letter) {
        if (source.startsWith(BACKWARDS, at)) {
            out.append("|reverse");
            at += BACKWARDS.length();
            return;
        }
        switch (letter) {
            case '(', '[', '{' -> {
                out.append(letter);
                open.push(letter);
            }
            case ')', ']', '}' -> {
                close(ALL);
                open.poll();
                out.append(letter);
            }
            case ',' -> {
                close(ALL);
                out.append(letter);
            }
            case '=' -> equals();
            default -> out.append(letter);
        }
        at++;
        word = Character.isWhitespace(letter) ? word : letter == '|' ? "|" : "";
    }

    private void equals() {
        out.append('=');
        char before = source.charAt(at - 1);
        boolean compares =
                before == '=' || before == '!' || before == '<' || before == '>' || source.startsWith("==", at);
        if (!compares && !declares && !word.isEmpty() && !open.isEmpty() && open.peek() == '(') {
            out.append('(');
            open.push(NAMED);
        }
    }

    /** Closes what was put in last, as far as it is of these kinds. */
    private void close(String kinds) {
        while (!open.isEmpty() && kinds.indexOf(open.peek()) >= 0) {
            open.pop();
            out.append(')');
        }
    }
}

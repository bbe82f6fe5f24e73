package dev.tailor.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.util.regex.Pattern;

/** What a JSON parser complains about, without the names of its classes, switches and sources. */
final class JsonMistake {

    private static final Pattern INTERNALS =
            Pattern.compile(": enable `[^`]*` to allow|,? from `[^`]*`| \\(start marker at .*?\\]\\)|\\[Source:.*?\\]");

    private JsonMistake() {}

    static String inWords(JsonProcessingException broken) {
        return switch (broken) {
            case JsonEOFException early -> "the line ends before the JSON value does";
            case MismatchedInputException more -> "there is more behind the end of the JSON value";
            default -> INTERNALS.matcher(broken.getOriginalMessage()).replaceAll("");
        };
    }
}

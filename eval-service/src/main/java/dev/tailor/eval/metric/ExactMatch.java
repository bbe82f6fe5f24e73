package dev.tailor.eval.metric;

import java.util.regex.Pattern;

/** Whether an answer equals its reference once both are trimmed and every run of white space counts as one blank. */
public final class ExactMatch {
    private static final Pattern BLANKS = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

    private ExactMatch() {}

    /** 1 or 0. Case, accents and punctuation count. */
    public static double of(String answer, String reference) {
        return normalised(answer).equals(normalised(reference)) ? 1 : 0;
    }

    private static String normalised(String text) {
        return BLANKS.matcher(text).replaceAll(" ").strip();
    }
}

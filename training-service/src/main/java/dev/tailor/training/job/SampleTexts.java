package dev.tailor.training.job;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Samples as TensorBoard shows them: one text a prompt, so that its answers stand one below the other. */
final class SampleTexts {

    private SampleTexts() {}

    static Map<String, String> of(Samples samples) {
        var texts = new LinkedHashMap<String, String>();
        for (var sample : samples.samples()) {
            texts.put("samples/%d".formatted(texts.size() + 1), text(sample));
        }
        return texts;
    }

    private static String text(Samples.Sample sample) {
        return section("prompt, line %d".formatted(sample.line()), sample.prompt())
                + section(sample.finish() == Samples.Finish.STOP ? "answer" : "answer, cut off", sample.answer())
                + section("reference", sample.reference());
    }

    /** Indented lines are shown as they are. */
    private static String section(String title, String text) {
        var lines = text.lines().map(line -> "    " + line + "\n").collect(Collectors.joining());
        return "**%s**\n\n%s\n".formatted(title, lines);
    }
}

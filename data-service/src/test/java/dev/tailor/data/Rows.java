package dev.tailor.data;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows for tests. */
public final class Rows {

    private Rows() {}

    public static String row(int number) {
        return "{\"messages\":[{\"role\":\"user\",\"content\":\"question %d\"},{\"role\":\"assistant\",\"content\":\"answer %d\"}]}"
                .formatted(number, number);
    }

    /** Distinct rows, a line each. */
    public static String lines(int from, int to) {
        return IntStream.range(from, to).mapToObj(Rows::row).collect(Collectors.joining("\n", "", "\n"));
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package dev.tailor.data.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PrepareBenchTest {

    private final ByteArrayOutputStream told = new ByteArrayOutputStream();
    private final PrintStream errors = new PrintStream(told, true, StandardCharsets.UTF_8);

    @Test
    void anOptionIsRefused() {
        assertThat(PrepareBench.takes(new String[] {"--all"}, errors)).isFalse();
        assertThat(told.toString(StandardCharsets.UTF_8)).contains("prepare has no option --all; there are none");
    }

    @Test
    void withoutOptionsItRuns() {
        assertThat(PrepareBench.takes(new String[0], errors)).isTrue();
        assertThat(told.toString(StandardCharsets.UTF_8)).isEmpty();
    }
}

package dev.tailor.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ErrorTextTest {

    @Test
    void aShortTextStaysAsItIs() {
        var text = "The model nope is unknown; choose another one";

        assertThat(ErrorText.fitting(text)).isSameAs(text);
    }

    @Test
    void aLongTextKeepsItsEndsAndTellsHowMuchIsMissing() {
        var fitted = ErrorText.fitting("The model " + "x".repeat(5_000) + " is unknown; choose another one");

        assertThat(fitted)
                .startsWith("The model xxx")
                .contains("… (3941 characters left out) …")
                .endsWith("xxx is unknown; choose another one");
    }

    @Test
    void noCharacterIsCutInTwoAndEveryTextFits() {
        for (var letter : new String[] {"a", "é", "語", "😀"}) {
            for (int before = 0; before < 4; before++) {
                var fitted = ErrorText.fitting("a".repeat(before) + letter.repeat(5_000));

                assertThat(fitted.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(ErrorText.MOST);
                assertThat(new String(fitted.getBytes(UTF_8), UTF_8)).isEqualTo(fitted);
            }
        }
    }
}

package dev.tailor.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StopStringsTest {

    @Test
    void aStopStringIsNeverLetOutEvenInPart() {
        // Given
        var stops = new StopStrings(List.of("END", "\n\n"));
        // When
        var first = stops.next("one E");
        var second = stops.next("Nd two\n");
        var third = stops.next("three EN");
        var fourth = stops.next("D four");
        // Then
        assertThat(List.of(first, second, third, fourth)).containsExactly("one ", "ENd two", "\nthree ", "");
        assertThat(stops.stopped()).isTrue();
        assertThat(stops.finish()).isEmpty();
    }

    @Test
    void whatOnlyLookedLikeAStopStringComesOutAtTheEnd() {
        // Given
        var stops = new StopStrings(List.of("END"));
        // When
        var text = stops.next("the EN") + stops.finish();
        // Then
        assertThat(text).isEqualTo("the EN");
        assertThat(stops.stopped()).isFalse();
    }

    @Test
    void theFirstStopStringInTheTextEndsIt() {
        // Given
        var stops = new StopStrings(List.of("b", "a"));
        // When
        var text = stops.next("xyzab");
        // Then
        assertThat(text).isEqualTo("xyz");
    }
}

package dev.tailor.model.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailor.model.Example;
import dev.tailor.model.Prompts;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScoringTest {

    @Test
    void answersAreExpectedToBeAsLongAsThoseOfTheRowsThatAreAsked() {
        // Given
        var rows = List.of(row(2), row(3), row(9));
        // Then
        assertThat(Scoring.learnt(asking(2, 32), rows).maxTokens()).isEqualTo(3);
        assertThat(Scoring.learnt(asking(3, 5), rows).maxTokens()).isEqualTo(5);
    }

    private static Prompts asking(int prompts, int most) {
        return new Prompts(Collections.nCopies(prompts, new int[] {1, 2}), most, Set.of(0));
    }

    private static Example row(int trained) {
        var flags = new boolean[trained + 1];
        Arrays.fill(flags, 1, flags.length, true);
        return new Example(new int[trained + 1], flags, 1);
    }
}

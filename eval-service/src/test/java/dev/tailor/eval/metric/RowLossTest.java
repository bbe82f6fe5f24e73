package dev.tailor.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class RowLossTest {
    @Test
    void theMeanIsWeightedByTokens() {
        // Given
        var rows = List.of(new RowLoss(3, 1), new RowLoss(3, 3));
        // When
        double loss = RowLoss.mean(rows, new int[] {0, 1});
        // Then
        assertThat(loss).isEqualTo(1.5);
        assertThat(RowLoss.perplexity(loss)).isCloseTo(4.4816890703, within(1e-9));
    }

    @Test
    void rowsWithoutTokensHaveNoLoss() {
        assertThat(RowLoss.mean(List.of(new RowLoss(0, 0)), new int[] {0})).isZero();
    }

    @Test
    void aLossThatIsNotANumberIsRefused() {
        assertThatThrownBy(() -> new RowLoss(Double.NaN, 1)).hasMessageContaining("finite");
    }
}

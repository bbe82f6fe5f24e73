package dev.tailor.data.preparation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeySetTest {

    private static final int MANY = 50_000;

    @Test
    void everyKeyIsKnownUnderItsFirstLine() {
        // Given
        KeySet keys = new KeySet();
        // When
        for (int line = 1; line <= MANY; line++) {
            assertThat(keys.add(RowKey.of("row " + line), line)).isZero();
        }
        // Then
        assertThat(keys.size()).isEqualTo(MANY);
        for (int line = 1; line <= MANY; line++) {
            assertThat(keys.add(RowKey.of("row " + line), MANY + line)).isEqualTo(line);
        }
        assertThat(keys.contains(RowKey.of("another row"))).isFalse();
        assertThat(keys.size()).isEqualTo(MANY);
    }

    @Test
    void aKeySurvivesItsStoredForms() {
        RowKey key = RowKey.of("row");
        assertThat(RowKey.of(key.bytes(), 0)).isEqualTo(key);
        assertThat(RowKey.ofHex(key.hex())).isEqualTo(key);
        assertThat(key.id()).matches("row-[0-9a-f]{16}");
        assertThat(key.deal(1)).isNotNegative().isNotEqualTo(key.deal(2));
    }
}

package dev.tailor.worker;

import java.util.List;

/**
 * What became of rows longer than the sequence length; of a row that is learnt answer by answer each counts.
 *
 * @param truncated rows that lost a part
 * @param dropped rows that were left out
 * @param split rows that became several
 * @param lines of the first of them, counted from 1
 */
record RowCounts(long truncated, long dropped, long split, List<Long> lines) {

    static final RowCounts NONE = new RowCounts(0, 0, 0, List.of());

    RowCounts {
        lines = List.copyOf(lines);
    }

    boolean isNone() {
        return truncated + dropped + split == 0;
    }
}

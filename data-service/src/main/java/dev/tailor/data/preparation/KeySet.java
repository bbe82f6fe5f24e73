package dev.tailor.data.preparation;

import java.util.Arrays;

/**
 * Keys and the line of each first one, about 34 bytes a key: many small open-addressing tables, so that growing one
 * never needs a second copy of all. A line is never 0, which marks a free place.
 */
public final class KeySet {

    private static final int TABLES = 1024;
    private static final int SMALLEST = 8;

    private final Table[] tables = new Table[TABLES];
    private int size;

    public KeySet() {
        Arrays.setAll(tables, table -> new Table(SMALLEST));
    }

    /** 0 if the key is new, else the line under which it is already known. */
    int add(RowKey key, int line) {
        int slot = (int) (key.high() >>> 54);
        int first = tables[slot].lineOf(key);
        if (first == 0) {
            size++;
            tables[slot] = tables[slot].with(key, line);
        }
        return first;
    }

    public boolean contains(RowKey key) {
        return tables[(int) (key.high() >>> 54)].lineOf(key) != 0;
    }

    public int size() {
        return size;
    }

    /** One table of the set. */
    private static final class Table {

        private final long[] high;
        private final long[] low;
        private final int[] lines;
        private int used;

        Table(int places) {
            high = new long[places];
            low = new long[places];
            lines = new int[places];
        }

        int lineOf(RowKey key) {
            return lines[place(key)];
        }

        /** This table, or a larger one with the same keys. */
        Table with(RowKey key, int line) {
            Table roomy = (used + 1) * 5 > lines.length * 4 ? larger() : this;
            roomy.put(key, line);
            return roomy;
        }

        private Table larger() {
            Table larger = new Table(lines.length + lines.length / 2);
            for (int place = 0; place < lines.length; place++) {
                if (lines[place] != 0) {
                    larger.put(new RowKey(high[place], low[place]), lines[place]);
                }
            }
            return larger;
        }

        private void put(RowKey key, int line) {
            int place = place(key);
            high[place] = key.high();
            low[place] = key.low();
            lines[place] = line;
            used++;
        }

        /** Where the key is, or where it would go. */
        private int place(RowKey key) {
            int place = (int) Long.remainderUnsigned(key.low(), lines.length);
            while (lines[place] != 0 && (high[place] != key.high() || low[place] != key.low())) {
                place = place + 1 == lines.length ? 0 : place + 1;
            }
            return place;
        }
    }
}

package dev.tailor.data.preparation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailor.data.Rows;
import dev.tailor.storage.DirectoryBlobStore;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConstantMemoryTest {

    private static final int ROWS = 200_000;
    private static final long MOST_BYTES_A_ROW = 60;

    @Test
    void memoryGrowsByTheKeysOnlyAndNotByTheRows(@TempDir Path folder) throws Exception {
        // Given
        var content = new GeneratedRows(ROWS);
        var preparation = new Preparation(new DirectoryBlobStore(folder), PreparationRules.defaults());
        long before = live();
        // When
        var result = preparation.prepare(content, "prepared/many", BadRows.REJECT);
        // Then
        assertThat(result.counts().kept()).isEqualTo(ROWS);
        assertThat(content.liveAtTheEnd - before).isLessThan(ROWS * MOST_BYTES_A_ROW);
    }

    private static long live() {
        System.gc();
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getUsage().getUsed())
                .sum();
    }

    /** Makes rows as they are read, and measures the heap when the last one has been. */
    private static final class GeneratedRows extends InputStream {

        private final int rows;
        private int made;
        private byte[] row = new byte[0];
        private int at;
        private long liveAtTheEnd;

        GeneratedRows(int rows) {
            this.rows = rows;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException("Rows are read in chunks");
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (at == row.length) {
                if (made == rows) {
                    liveAtTheEnd = live();
                    return -1;
                }
                row = Rows.bytes(Rows.row(made++).replace("answer", "answer ".repeat(40)) + "\n");
                at = 0;
            }
            int count = Math.min(length, row.length - at);
            System.arraycopy(row, at, into, offset, count);
            at += count;
            return count;
        }
    }
}

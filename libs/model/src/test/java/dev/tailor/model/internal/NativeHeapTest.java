package dev.tailor.model.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class NativeHeapTest {

    private static final int BLOCKS = 1000;
    /** Less than what the allocator would ask the system for by itself. */
    private static final long BLOCK = 100_000;

    private long resident;
    private int givenBack;

    private final NativeHeap heap = new NativeHeap(() -> resident, () -> givenBack++);

    @Test
    void passesThatTakeNoMoreMemoryNeverGivePagesBack() {
        // When
        passed(1000, 1000, 1050, 1100, 1100);
        // Then
        assertThat(givenBack).isZero();
    }

    @Test
    void pagesAreGivenBackOnceTheProcessHasGrownByATenth() {
        // Given
        passed(1000, 1100);
        // When
        passed(1101);
        // Then
        assertThat(givenBack).isEqualTo(1);
    }

    @Test
    void growthIsCountedFromTheMostThatAPassNeededOnItsOwn() {
        // Given
        passed(1000, 1200);
        assertThat(givenBack).isEqualTo(1);
        // When
        passed(1150, 1260);
        // Then
        assertThat(givenBack).isEqualTo(1);
    }

    @Test
    void aShorterPassDoesNotLowerWhatIsNeeded() {
        // Given
        passed(1000, 1200);
        // When
        passed(500, 1090);
        // Then
        assertThat(givenBack).isEqualTo(1);
    }

    @Test
    void freePagesBetweenLivingObjectsGoBackToTheSystem() {
        // Given
        var blocks = LongStream.range(0, BLOCKS)
                .map(block -> NativeBlocks.take(BLOCK))
                .toArray();
        long full = ResidentMemory.now();
        LongStream.range(0, BLOCKS - 1).forEach(block -> NativeBlocks.free(blocks[(int) block]));
        // When
        CLibrary.trim();
        long rest = ResidentMemory.now();
        NativeBlocks.free(blocks[BLOCKS - 1]);
        // Then
        assertThat(full - rest).isGreaterThan(BLOCKS * BLOCK / 2);
    }

    private void passed(long... bytes) {
        LongStream.of(bytes).forEach(each -> {
            resident = each;
            heap.passed();
        });
    }

    /** Memory of the allocator, written to so that it is resident. */
    private static final class NativeBlocks {

        static long take(long bytes) {
            long block = CLibrary.take(bytes);
            MemorySegment.ofAddress(block).reinterpret(bytes).fill((byte) 1);
            return block;
        }

        static void free(long address) {
            CLibrary.giveBack(address);
        }
    }
}

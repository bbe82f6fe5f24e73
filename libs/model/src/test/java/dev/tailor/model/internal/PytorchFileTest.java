package dev.tailor.model.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tailor.model.InvalidModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PytorchFileTest {

    private static final String SYSTEM = "\u0080\u0002cposix\nsystem\nX\u0004\u0000\u0000\u0000true\u0085R.";

    @TempDir
    private Path folder;

    @Test
    void tensorsAreFoundWhereTheyLie() throws IOException {
        // Given
        var file = good().write(folder.resolve("pytorch_model.bin"));
        // When
        var tensors = PytorchFile.read(file);
        // Then
        assertThat(tensors).containsOnlyKeys("a.weight", "b.weight", "c.weight");
        assertThat(named(tensors, "a.weight").shape()).containsExactly(2L, 3L);
        assertThat(floats(named(tensors, "a.weight"))).containsExactly(1f, 2f, 3f, 4f, 5f, 6f);
        assertThat(floats(named(tensors, "b.weight"))).containsExactly(7f, 8f);
        assertThat(floats(named(tensors, "c.weight"))).containsExactly(4f, 5f);
    }

    @Test
    void otherNumberFormatsKeepTheirNames() throws IOException {
        // Given
        var file = new PytorchFixture()
                .storage("h", 8)
                .storage("l", 16)
                .view("half", "HalfStorage h 4 0", new long[] {4}, new long[] {1})
                .view("brain", "BFloat16Storage h 4 2", new long[] {1, 2}, new long[] {9, 1})
                .view("positions", "LongStorage l 2 0", new long[] {}, new long[] {})
                .write(folder.resolve("pytorch_model.bin"));
        // When
        var tensors = PytorchFile.read(file);
        // Then
        assertThat(named(tensors, "half").type()).isEqualTo(ElementType.F16);
        assertThat(named(tensors, "brain").type()).isEqualTo(ElementType.BF16);
        assertThat(named(tensors, "brain").offset())
                .isEqualTo(named(tensors, "half").offset() + 4);
        assertThat(named(tensors, "positions").type()).isEqualTo(ElementType.I64);
        assertThat(named(tensors, "positions").elements()).isEqualTo(1);
    }

    @Test
    void aPickleWithCodeIsRefusedByName() throws IOException {
        // Given
        var file = new PytorchFixture().pickle(SYSTEM).write(folder.resolve("pytorch_model.bin"));
        // When, then
        assertRefused(file, "posix.system", "never run");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cbuiltins\neval\n.",
                "ccollections\nOrderedDict\n)\u0081.",
                "(X\u0001\u0000\u0000\u0000aios\nsystem\n.",
                "(cos\nsystem\no.",
                "\u0093.",
                "P1\n.",
                "ctorch\nFloatStorage\n)R.",
                "ctorch._utils\n_rebuild_tensor_v2\n)R.",
                "ctorch._utils\n_rebuild_parameter\n)R.",
                ")Q.",
                "R.",
                "b.",
                "u.",
                "}(K\u0001K\u0002u.",
                "}K\u0001K\u0002s.",
                "]K\u0001a.",
                "K\u0001K\u0001a.",
                "h\u0005.",
                "q\u0005.",
                "\u0085.",
                "t.",
                "X\u00ff\u00ff\u00ff\u007f.",
                "X\u00ff\u00ff\u00ff\u00ff.",
                "\u008a\u00ff.",
                "G.",
                "K\u0001.",
                "."
            })
    void anyOtherProgramIsRefused(String code) throws IOException {
        // Given
        var file = new PytorchFixture().pickle("\u0080\u0002" + code).write(folder.resolve("pytorch_model.bin"));
        // When, then
        assertRefused(file, "pytorch_model.bin");
    }

    @Test
    void anotherProtocolIsNamed() throws IOException {
        // Given
        var file = new PytorchFixture().pickle("\u0080\u0004}.").write(folder.resolve("pytorch_model.bin"));
        // When, then
        assertRefused(file, "protocol 4");
    }

    @Test
    void theFormatBeforeTheZipIsNamed() throws IOException {
        // Given
        var file = Files.write(
                folder.resolve("pytorch_model.bin"),
                "\u0080\u0002\u008a\nl\u00fc\u009cF\u00f9 j\u00a8P\u0019.".getBytes(StandardCharsets.ISO_8859_1));
        // When, then
        assertRefused(file, "before 1.6", "safetensors");
    }

    @Test
    void compressedEntriesAreNamed() throws IOException {
        // Given
        var file = good().compressed().write(folder.resolve("pytorch_model.bin"));
        // When, then
        assertRefused(file, "data.pkl", "compressed");
    }

    @Test
    void aForeignByteOrderIsNamed() throws IOException {
        // Given
        var file = good().byteOrder("big").write(folder.resolve("pytorch_model.bin"));
        // When, then
        assertRefused(file, "big");
    }

    @ParameterizedTest
    @ValueSource(strings = {"FloatStorage s 5", "FloatStorage s 3", "FloatStorage x 4", "FloatStorage s -1"})
    void aStorageThatLiesIsRefused(String storage) throws IOException {
        // Given
        var file = new PytorchFixture()
                .storage("s", 16)
                .view("a", storage + " 0", new long[] {1}, new long[] {1})
                .write(folder.resolve("pytorch_model.bin"));
        // When, then
        assertRefused(file, "s");
    }

    @Test
    void aViewOutsideItsStorageIsRefused() throws IOException {
        for (long[] shape : new long[][] {{5}, {Long.MAX_VALUE}, {1L << 40, 1L << 40}, {-1}, {-2, -2}}) {
            assertRefused(oneView(0, shape, shape), "tensor a");
        }
        for (int offset : new int[] {1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            assertRefused(oneView(offset, new long[] {4}, new long[] {1}), "tensor a");
        }
    }

    @Test
    void aTransposedTensorIsNamedWithACure() throws IOException {
        assertRefused(oneView(0, new long[] {2, 2}, new long[] {1, 2}), "tensor a", "[1, 2]", "contiguous");
    }

    @Test
    void aFileCutAnywhereIsRefused() throws IOException {
        // Given
        var bytes = good().bytes();
        // When, then
        for (int length = 0; length < bytes.length; length += 7) {
            assertRefused(Files.write(folder.resolve("cut.bin"), Arrays.copyOf(bytes, length)), "cut.bin");
        }
    }

    @Test
    void changedBytesNeverLeadOutsideTheFile() throws IOException {
        // Given
        var bytes = good().bytes();
        var random = new Random(11);
        for (int round = 0; round < 20_000; round++) {
            var changed = bytes.clone();
            for (int change = 0; change <= random.nextInt(4); change++) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            }
            // When, then
            assertRefusedOrInside(changed);
        }
    }

    @Test
    void aDirectoryThatPointsOutsideIsRefused() throws IOException {
        // Given
        var bytes = good().bytes();
        int end = bytes.length - 22;
        for (long lie : new long[] {0xFFFFFFFEL, bytes.length, Integer.MAX_VALUE}) {
            var changed = bytes.clone();
            ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putInt(end + 16, (int) lie);
            // When, then
            assertRefused(Files.write(folder.resolve("lie.bin"), changed), "lie.bin");
        }
    }

    private static void assertRefusedOrInside(byte[] bytes) throws IOException {
        try {
            for (var tensor : PytorchFile.read(Path.of("changed.bin"), new BytesChannel(bytes))
                    .values()) {
                assertThat(tensor.offset()).isNotNegative();
                assertThat(tensor.bytes()).isBetween(0L, bytes.length - tensor.offset());
            }
        } catch (InvalidModel refused) {
            assertThat(refused).hasMessageContaining("changed.bin");
        }
    }

    private Path oneView(int offset, long[] shape, long[] strides) throws IOException {
        return new PytorchFixture()
                .storage("s", 16)
                .view("a", "FloatStorage s 4 " + offset, shape, strides)
                .write(folder.resolve("pytorch_model.bin"));
    }

    private static PytorchFixture good() {
        return new PytorchFixture()
                .add("a.weight", new float[] {1, 2, 3, 4, 5, 6}, 2, 3)
                .add("b.weight", new float[] {7, 8}, 2)
                .view("c.weight", "FloatStorage 0 6 3", new long[] {2}, new long[] {1});
    }

    private static void assertRefused(Path file, String... parts) {
        assertThatThrownBy(() -> PytorchFile.read(file))
                .isInstanceOf(InvalidModel.class)
                .message()
                .contains(parts);
    }

    private static StoredTensor named(Map<String, StoredTensor> tensors, String name) {
        return Objects.requireNonNull(tensors.get(name), name);
    }

    private static List<Float> floats(StoredTensor tensor) throws IOException {
        var bytes = ByteBuffer.wrap(Files.readAllBytes(tensor.file())).order(ByteOrder.LITTLE_ENDIAN);
        var numbers = new Float[Math.toIntExact(tensor.elements())];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = bytes.getFloat(Math.toIntExact(tensor.offset()) + 4 * i);
        }
        return List.of(numbers);
    }
}

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
import java.util.Comparator;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsFuzzTest {

    private static final int ROUNDS = 100_000;
    private static final int DATA = 68;
    private static final String HEADER = """
            {"__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},\
            "b":{"dtype":"BF16","shape":[4],"data_offsets":[24,32]},\
            "c":{"dtype":"F32","shape":[1,3,3],"data_offsets":[32,68]}}""";

    @TempDir
    private Path folder;

    @Test
    void aHundredThousandMutatedHeadersLeadNowhere() throws IOException {
        // Given
        var mutations = new HeaderMutations(new Random(20_26));
        var file = Path.of("mutated.safetensors");
        int understood = 0;
        for (int round = 0; round < ROUNDS; round++) {
            var bytes = mutations.of(file(HEADER, DATA));
            // When, then
            understood += isInside(file, bytes) ? 1 : 0;
        }
        assertThat(understood).isBetween(1, ROUNDS / 2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    "data_offsets":[24,32] | "data_offsets":[20,28]             | begins at byte
                    "data_offsets":[24,32] | "data_offsets":[0,8]               | begins at byte
                    "data_offsets":[0,24]  | "data_offsets":[-24,0]             | claims bytes
                    "data_offsets":[0,24]  | "data_offsets":[24,0]              | claims bytes
                    "data_offsets":[0,24]  | "data_offsets":[0.5,24.5]          | claims bytes
                    "data_offsets":[0,24]  | "data_offsets":["0","24"]          | claims bytes
                    "data_offsets":[0,24]  | "data_offsets":[0,24,48]           | claims bytes
                    "data_offsets":[0,24]  | "data_offsets":[0,18446744073709551640] | claims bytes
                    "data_offsets":[32,68] | "data_offsets":[32,69]             | claims bytes
                    "shape":[2,3]          | "shape":[4611686018427387904,4,6]  | impossible shape
                    "shape":[2,3]          | "shape":[4611686018427387904,4,0]  | impossible shape
                    "shape":[2,3]          | "shape":[-2,-3]                    | impossible shape
                    "shape":[2,3]          | "shape":[2.0,3]                    | impossible shape
                    "shape":[2,3]          | "shape":6                          | impossible shape
                    "shape":[2,3]          | "shape":[2,2]                      | needs 16 bytes
                    "dtype":"BF16"         | "dtype":"F8_E4M3"                  | F8_E4M3
                    "b":                   | "a":                               | Duplicate
                    "b":                   | "__metadata__":                    | Duplicate
                    }}                     | }}{                                | not JSON
                    """)
    void aLyingHeaderIsRefusedWithAReason(String part, String lie, String reason) throws IOException {
        // Given
        var path = Files.write(folder.resolve("lie.safetensors"), file(HEADER.replace(part, lie), DATA));
        // When, then
        assertThatThrownBy(() -> Safetensors.file(path))
                .isInstanceOf(InvalidModel.class)
                .hasMessageContainingAll("lie.safetensors", reason);
    }

    @Test
    void bytesBehindTheLastTensorAreTold() throws IOException {
        // Given
        var path = Files.write(folder.resolve("long.safetensors"), file(HEADER, DATA + 4));
        // When, then
        assertThatThrownBy(() -> Safetensors.file(path)).hasMessageContainingAll("long.safetensors", "4 bytes behind");
    }

    @Test
    void deepNestingIsRefused() throws IOException {
        // Given
        var deep = HEADER.replace("\"pt\"", "[".repeat(200_000) + "]".repeat(200_000));
        var path = Files.write(folder.resolve("deep.safetensors"), file(deep, DATA));
        // When, then
        assertThatThrownBy(() -> Safetensors.file(path)).isInstanceOf(InvalidModel.class);
    }

    private static boolean isInside(Path file, byte[] bytes) throws IOException {
        try {
            long end = 0;
            var tensors = Safetensors.read(file, new BytesChannel(bytes)).values().stream()
                    .sorted(Comparator.comparingLong(StoredTensor::offset).thenComparingLong(StoredTensor::bytes))
                    .toList();
            for (var tensor : tensors) {
                assertThat(tensor.offset()).isGreaterThanOrEqualTo(Math.max(10, end));
                end = tensor.offset() + tensor.bytes();
                assertThat(end).isBetween(tensor.offset(), (long) bytes.length);
            }
            return true;
        } catch (InvalidModel refused) {
            assertThat(refused.getMessage()).contains("mutated.safetensors");
            return false;
        }
    }

    private static byte[] file(String header, int data) {
        var padded = header + " ".repeat((8 - header.length() % 8) % 8);
        var text = padded.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + text.length + data)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .put(text)
                .array();
    }
}

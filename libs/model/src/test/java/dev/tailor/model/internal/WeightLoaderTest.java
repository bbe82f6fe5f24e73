package dev.tailor.model.internal;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import dev.tailor.model.Benchmark;
import dev.tailor.model.BenchmarkShape;
import dev.tailor.model.ModelConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightLoaderTest {

    private static final String EMBEDDING = "model.embed_tokens.weight";
    private static final Path MAPPINGS = Path.of("/proc/self/maps");

    @TempDir
    private Path directory;

    @BeforeEach
    void writeAModel() throws IOException {
        Benchmark.write(BenchmarkShape.SMALL, directory);
    }

    @Test
    void frozenWeightsStayInTheirFile() throws IOException {
        try (var room = Rooms.onProcessor(TensorScript.Kernels.PLAIN)) {
            var weights = loader(room).frozen(directory, layout(), ElementType.F32);
            assertThat(liesInTheFile(weights)).isTrue();
        }
    }

    @Test
    void weightsThatLearnAreACopyOfEqualNumbers() throws IOException {
        try (var room = Rooms.onProcessor(TensorScript.Kernels.PLAIN)) {
            var copies = loader(room).load(directory, layout(), ElementType.F32);
            var frozen = loader(room).frozen(directory, layout(), ElementType.F32);
            assertThat(liesInTheFile(copies)).isFalse();
            assertThat(copies).hasSameSizeAs(frozen).containsOnlyKeys(frozen.keySet());
            copies.forEach((name, copy) -> assertThat(copy.toFloatArray())
                    .isEqualTo(Objects.requireNonNull(frozen.get(name)).toFloatArray()));
        }
    }

    @Test
    void frozenWeightsOfAnotherTypeAreConverted() throws IOException {
        try (var room = Rooms.onProcessor(TensorScript.Kernels.PLAIN)) {
            var weights = loader(room).frozen(directory, layout(), ElementType.BF16);
            assertThat(liesInTheFile(weights)).isFalse();
        }
    }

    private static WeightLoader loader(Room room) {
        return new WeightLoader(room.manager(), room.script());
    }

    private Layout layout() {
        return Layout.of(ModelConfig.read(directory));
    }

    private boolean liesInTheFile(Map<String, NDArray> weights) throws IOException {
        long address = NativeMemory.of(Objects.requireNonNull(weights.get(EMBEDDING)), 1)
                .address();
        return Files.readAllLines(MAPPINGS).stream()
                .filter(line ->
                        line.endsWith(directory.resolve(ModelFiles.WEIGHTS).toString()))
                .map(line -> line.substring(0, line.indexOf(' ')).split("-"))
                .anyMatch(range -> Long.parseUnsignedLong(range[0], 16) <= address
                        && address < Long.parseUnsignedLong(range[1], 16));
    }
}

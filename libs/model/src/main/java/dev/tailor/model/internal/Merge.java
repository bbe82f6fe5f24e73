package dev.tailor.model.internal;

import ai.djl.ndarray.NDArray;
import dev.tailor.model.ModelConfig;
import dev.tailor.model.Precision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Base and adapter as one model, in the base's number format. */
public final class Merge {

    private static final int PROBE_TOKENS = 16;

    private Merge() {}

    /** Writes the merged model, loads it again, and returns the largest difference of its logits. */
    public static double run(Path base, Path adapterDirectory, Path output) {
        try (var decoder = Decoder.open(base, Optional.of(adapterDirectory), Precision.FP32)) {
            write(decoder, base, adapterDirectory, output);
            var probe = probe(decoder.config());
            try (var again = Decoder.open(output, Optional.empty(), Precision.FP32)) {
                return largestDifference(decoder.logits(probe), again.logits(probe));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Decoder decoder, Path base, Path adapterDirectory, Path output) throws IOException {
        Files.createDirectories(output);
        ModelFiles.copyText(base, output);
        ModelFiles.copyText(adapterDirectory, output);
        ModelFiles.copyConfiguration(base, output);
        var script = decoder.room().script();
        try (var scope = decoder.room().manager().newSubManager()) {
            Map<String, NDArray> merged = new LinkedHashMap<>(decoder.named());
            var additions = decoder.adapter().named();
            var nothing = decoder.room().nothing(ElementType.F32);
            for (var linear : decoder.layout().linears()) {
                var a = additions.get(Adapter.nameOfA(linear.module()));
                var b = additions.get(Adapter.nameOfB(linear.module()));
                var m = additions.getOrDefault(Adapter.nameOfMagnitude(linear.module()), nothing);
                if (a != null && b != null) {
                    merged.computeIfPresent(
                            linear.module() + ".weight",
                            (name, weight) -> script.tensor(
                                    scope,
                                    "merged",
                                    weight,
                                    a,
                                    b,
                                    m,
                                    decoder.adapter().scale()));
                }
            }
            ModelWriter.weights(decoder, merged, output);
        }
    }

    private static int[] probe(ModelConfig config) {
        var ids = new int[Math.min(PROBE_TOKENS, config.contextLength())];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = (i * 7919 + 3) % config.vocabularySize();
        }
        return ids;
    }

    private static double largestDifference(float[][] left, float[][] right) {
        double largest = 0;
        for (int row = 0; row < left.length; row++) {
            for (int i = 0; i < left[row].length; i++) {
                largest = Math.max(largest, Math.abs(left[row][i] - right[row][i]));
            }
        }
        return largest;
    }
}

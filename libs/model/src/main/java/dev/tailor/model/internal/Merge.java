package dev.tailor.model.internal;

import ai.djl.ndarray.NDArray;
import dev.tailor.model.InvalidModel;
import dev.tailor.model.ModelConfig;
import dev.tailor.model.Precision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Base and adapter as one model, in the base's number format. */
public final class Merge {

    private static final int PROBE_TOKENS = 16;

    private Merge() {}

    /** Writes the merged model, loads it again, and returns the largest difference of its logits. */
    public static double run(Path base, Path adapterDirectory, Path output) {
        try (var llama = Llama.open(base, Optional.of(adapterDirectory), Precision.FP32)) {
            write(llama, base, adapterDirectory, output);
            var probe = probe(llama.config());
            try (var again = Llama.open(output, Optional.empty(), Precision.FP32)) {
                return largestDifference(llama.logits(probe), again.logits(probe));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Llama llama, Path base, Path adapterDirectory, Path output) throws IOException {
        Files.createDirectories(output);
        ModelFiles.copyText(base, output);
        ModelFiles.copyText(adapterDirectory, output);
        ModelFiles.copyConfiguration(base, output);
        var script = llama.room().script();
        try (var scope = llama.room().manager().newSubManager()) {
            Map<String, NDArray> merged = ModelFiles.named(llama.config(), llama.weights());
            llama.adapter().named().forEach((name, a) -> {
                if (name.endsWith(".lora_A.weight")) {
                    var linear = name.substring(Adapter.PREFIX.length(), name.length() - ".lora_A.weight".length());
                    var b = llama.adapter().named().get(Adapter.nameOfB(linear));
                    var weight = merged.get(linear + ".weight");
                    if (b == null || weight == null) {
                        throw new InvalidModel("%s: %s has no B or no weight".formatted(adapterDirectory, name));
                    }
                    merged.put(
                            linear + ".weight",
                            script.tensor(
                                    scope,
                                    "merged",
                                    weight,
                                    a,
                                    b,
                                    llama.adapter().scale()));
                }
            });
            new SafetensorsWriter(script, ElementType.valueOf(llama.config().dtype()))
                    .write(output.resolve(ModelFiles.WEIGHTS), merged);
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

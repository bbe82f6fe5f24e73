package dev.tailor.model.internal;

import ai.djl.ndarray.NDArray;
import dev.tailor.model.InvalidModel;
import dev.tailor.model.MergeReport;
import dev.tailor.model.ModelConfig;
import dev.tailor.model.Precision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Base and adapter as one model, in the base's number format. */
public final class Merge {

    private static final int PROBE_TOKENS = 32;
    private static final double LEAST_AGREEMENT = 0.99;

    private Merge() {}

    /** Writes the merged model, opens it again and compares; throws where it is clearly another one. */
    public static MergeReport run(Path base, Path adapterDirectory, Path output) {
        try (var decoder = Decoder.open(base, Optional.of(adapterDirectory), Precision.FP32)) {
            write(decoder, base, adapterDirectory, output);
            var probe = probe(decoder.config());
            try (var again = Decoder.open(output, Optional.empty(), Precision.FP32)) {
                return checked(decoder.config(), LogitComparison.of(decoder.logits(probe), again.logits(probe)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A coarse number format may turn a close decision; float32 does not. */
    private static MergeReport checked(ModelConfig config, MergeReport report) {
        if (config.dtype().equals(ElementType.F32.name()) && !(report.topAgreement() >= LEAST_AGREEMENT)) {
            throw new InvalidModel(
                    "The merged model is another one than base and adapter: most likely tokens agree at %.0f %% of positions, logits differ by up to %.3g; export form=adapter instead"
                            .formatted(100 * report.topAgreement(), report.largestDifference()));
        }
        return report;
    }

    private static void write(Decoder decoder, Path base, Path adapterDirectory, Path output) throws IOException {
        Files.createDirectories(output);
        ModelFiles.copyText(base, output);
        ModelFiles.copyText(adapterDirectory, output);
        ModelFiles.copyConfiguration(base, output);
        var script = decoder.room().script();
        var layout = layout(decoder);
        if (layout != decoder.layout()) {
            ModelFiles.untie(output);
        }
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
            tables(decoder, layout, merged);
            ModelWriter.weights(decoder, layout, merged, output);
        }
    }

    /** Where only one of embedding and output matrix was trained, or each by itself, they are no longer one. */
    private static Layout layout(Decoder decoder) {
        boolean trained = decoder.layout().tables().stream()
                .filter(table -> table.slot() != Layout.POSITIONS)
                .anyMatch(decoder.adapter()::has);
        return trained ? decoder.layout().untied() : decoder.layout();
    }

    private static void tables(Decoder decoder, Layout layout, Map<String, NDArray> merged) {
        for (var table : layout.tables()) {
            var shared = decoder.layout().slots().get(table.slot()).weight();
            var own = decoder.adapter().named().get(Adapter.nameOf(table));
            if (own != null) {
                merged.put(table.weight(), own);
            } else if (layout != decoder.layout()) {
                merged.put(
                        table.weight(), Objects.requireNonNull(decoder.named().get(shared), shared));
            }
        }
    }

    private static int[] probe(ModelConfig config) {
        var ids = new int[Math.min(PROBE_TOKENS, config.contextLength())];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = (i * 7919 + 3) % config.vocabularySize();
        }
        return ids;
    }
}

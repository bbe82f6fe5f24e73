package dev.tailor.training.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailor.storage.BlobStores;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What leaves with an exported model, and what is told of its merge; the worker's part is scripted. */
class ModelExportTest {

    private static final MergeFigures FIGURES = new MergeFigures(0.00125, 2.5e-7, 0.96875);

    @TempDir
    private Path folder;

    private final RememberedModels registry = new RememberedModels();
    private final Maker maker = new Maker();

    @BeforeEach
    void baseAndAdapterAreThere() throws IOException {
        var base = Files.createDirectories(folder.resolve("models/tiny"));
        Files.writeString(base.resolve("config.json"), """
                {"model_type":"llama","hidden_size":128,"intermediate_size":384,"num_attention_heads":8,
                 "num_hidden_layers":2,"vocab_size":2048}""");
        Files.writeString(base.resolve("model.safetensors"), "");
        Files.writeString(folder.resolve("adapter_model.safetensors"), "adapter");
        blobs().storeFile(folder.resolve("adapter_model.safetensors"), "models/job/adapter_model.safetensors");
    }

    @Test
    void anAdapterLeavesWithACardThatNamesItsBaseAndItsMaking() throws IOException {
        // Given
        registry.put(adapter());
        // When
        var files = export(ModelForm.ADAPTER);
        // Then
        assertThat(files).containsOnlyKeys("README.md", "adapter_model.safetensors");
        assertThat(files.get("README.md"))
                .startsWith("---\nbase_model: \"tiny\"\nlibrary_name: peft\n")
                .contains("# ft:tiny:tailor::abc\n", "| method | lora, rank 16 |\n");
    }

    @Test
    void aMergedModelLeavesWithACardThatTellsHowItDiffersFromBaseAndAdapter() throws IOException {
        // Given
        registry.put(adapter());
        // When
        var files = export(ModelForm.MERGED);
        // Then
        assertThat(files).containsOnlyKeys("README.md", "model.safetensors");
        assertThat(files.get("README.md"))
                .contains("library_name: transformers\n", "logits differ by at most 0.00125")
                .contains("the mean divergence is 2.50e-07 nats")
                .contains("the most likely token is the same at 96.88 % of positions");
    }

    @Test
    void theFiguresOfAMergeStayWithTheModelAndAreNewsOnce() throws IOException {
        // Given
        registry.put(adapter());
        // When
        var unused = export(ModelForm.MERGED);
        unused = export(ModelForm.MERGED);
        // Then
        assertThat(registry.find("ft:tiny:tailor::abc"))
                .hasValueSatisfying(model -> assertThat(model.merged()).isEqualTo(FIGURES));
        assertThat(maker.merges).containsExactly(FIGURES);
    }

    private Map<String, String> export(ModelForm form) throws IOException {
        var bases = new BaseModels(List.of(folder.resolve("models")));
        var weights = new ModelWeights(bases, registry, blobs());
        var export = new ModelExport(weights, registry, ModelExportTest::merge, maker, folder.resolve("scratch"));
        var models = new Models(bases, registry, blobs(), export, new ModelRemoval(registry, maker));
        var files = new LinkedHashMap<String, String>();
        models.download("ft:tiny:tailor::abc", form, file -> files.put(file.path(), text(file)));
        return files;
    }

    private static String text(ModelFile file) throws IOException {
        try (var content = file.content().open()) {
            var text = new String(content.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(file.size().bytes()).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
            return text;
        }
    }

    private static MergeFigures merge(Path base, Path adapter, Path output) throws IOException {
        Files.createDirectories(output);
        Files.copy(adapter.resolve("adapter_model.safetensors"), output.resolve("model.safetensors"));
        return FIGURES;
    }

    private ModelBlobs blobs() {
        return new ModelBlobs(BlobStores.open(folder.resolve("blobs").toUri()));
    }

    private static TunedModel adapter() {
        return new TunedModel(
                "ft:tiny:tailor::abc",
                ModelKind.ADAPTER,
                Instant.EPOCH,
                "tiny",
                "job",
                "models/job/",
                new ModelShape(512, 1000),
                null);
    }

    /** Knows one fact. */
    private static final class Maker implements ModelFollower {

        private final List<MergeFigures> merges = new ArrayList<>();

        @Override
        public void deleted(TunedModel model) {}

        @Override
        public void merged(TunedModel model, MergeFigures figures) {
            merges.add(figures);
        }

        @Override
        public Optional<String> unfinishedJob(String model) {
            return Optional.empty();
        }

        @Override
        public Optional<Lineage> lineage(TunedModel model) {
            return Optional.empty();
        }

        @Override
        public Map<String, String> making(TunedModel model) {
            return Map.of("method", "lora, rank 16");
        }
    }
}

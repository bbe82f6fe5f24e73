package dev.tailor.training.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tailor.training.catalogue.CatalogueModel.Source;
import dev.tailor.training.catalogue.Question.Load;
import dev.tailor.training.catalogue.Speed.Basis;
import dev.tailor.training.hub.HubReference;
import dev.tailor.training.hub.HubShelf;
import dev.tailor.training.hub.HubSnapshot;
import dev.tailor.training.job.Precision;
import dev.tailor.training.model.BaseModels;
import dev.tailor.training.model.ModelFamily;
import dev.tailor.training.model.ModelSizes;
import dev.tailor.training.problem.InvalidJobSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCatalogueTest {

    private static final long GIGABYTE = 1_000_000_000;
    private static final Load SHORT = new Load(256, 1, Precision.BF16);
    private static final Speed PACE = new Speed(1e12, Basis.CONFIGURED);

    @TempDir
    private Path home;

    @Test
    void whatFitsComesFirstAndTheLargestAtTheTop() {
        // When
        var answer = catalogue().ask(new Question(4 * GIGABYTE, CatalogueMethod.LORA, null, null, SHORT));
        // Then
        var fitting = answer.models().stream().filter(Assessment::fits).toList();
        assertThat(fitting).isNotEmpty();
        assertThat(answer.models()).startsWith(fitting.toArray(Assessment[]::new));
        assertThat(fitting)
                .extracting(assessment -> assessment.model().parameters())
                .isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(fitting)
                .allMatch(assessment -> assessment.leastMemory() <= 4 * GIGABYTE)
                .extracting(assessment -> assessment.model().id())
                .contains("Qwen/Qwen2.5-0.5B")
                .doesNotContain("mistralai/Mistral-7B-v0.3");
    }

    @Test
    void whatDoesNotFitFollowsWithTheSmallestFirst() {
        // When
        var answer = catalogue().ask(new Question(1, null, null, null, SHORT));
        // Then
        assertThat(answer.models()).noneMatch(Assessment::fits);
        assertThat(answer.models()).extracting(Assessment::leastMemory).isSorted();
    }

    @Test
    void aModelWhoseWindowIsShorterThanTheRowsDoesNotFit() {
        // When
        var answer = catalogue().ask(new Question(Long.MAX_VALUE, null, null, null, new Load(2048, 1, Precision.BF16)));
        // Then
        assertThat(find(answer, "openai-community/gpt2").fits()).isFalse();
        assertThat(find(answer, "HuggingFaceTB/SmolLM2-135M").fits()).isTrue();
    }

    @Test
    void timeIsSixOrFourOperationsAWeightAndToken() {
        // When
        var answer = catalogue().ask(new Question(Long.MAX_VALUE, null, 1_000_000L, 500.0, SHORT));
        // Then
        var gpt2 = find(answer, "openai-community/gpt2");
        assertThat(gpt2.estimates().getFirst().secondsPerThousandTokens()).isCloseTo(0.7466, within(1e-3));
        assertThat(gpt2.estimates().getLast().secondsPerThousandTokens()).isCloseTo(0.4978, within(1e-3));
        assertThat(gpt2.estimates()).extracting(Assessment.Estimate::fits).containsExactly(false, true);
        assertThat(gpt2.estimates().getLast().seconds()).isCloseTo(497.8, within(0.1));
    }

    @Test
    void memoryIsWeightsGradientsOptimizerAndActivations() {
        // Given
        var model = find(catalogue().ask(new Question(1, null, null, null, SHORT)), "openai-community/gpt2")
                .model();
        // When
        var full = MemoryEstimate.of(model.sizes(), CatalogueMethod.FULL, SHORT);
        var lora = MemoryEstimate.of(model.sizes(), CatalogueMethod.LORA, SHORT);
        var wide = MemoryEstimate.of(model.sizes(), CatalogueMethod.LORA, new Load(256, 2, Precision.BF16));
        // Then
        assertThat(full.weights()).isEqualTo(6 * model.parameters());
        assertThat(full.gradients()).isEqualTo(4 * model.parameters());
        assertThat(full.optimizer()).isEqualTo(8 * model.parameters());
        assertThat(lora.gradients()).isEqualTo(4L * 16 * 12 * 16 * 768);
        assertThat(lora.weights()).isEqualTo(2 * model.parameters() + lora.gradients());
        assertThat(lora.activations()).isEqualTo(full.activations()).isLessThan(wide.activations());
        assertThat(lora.total()).isLessThan(full.total());
    }

    @Test
    void theEstimateIsOfTheOrderThatWasMeasured() {
        // Given
        var small = new ModelSizes(ModelFamily.LLAMA, 6, 288, 768, 6, 6, 48, 32000, 256, true);
        var large = new ModelSizes(ModelFamily.LLAMA, 12, 768, 2048, 12, 12, 64, 32000, 1024, true);
        // Then
        assertThat(gigabytes(small, CatalogueMethod.FULL, new Load(256, 8, Precision.BF16)))
                .isCloseTo(1.07, within(0.3));
        assertThat(gigabytes(large, CatalogueMethod.FULL, new Load(512, 2, Precision.BF16)))
                .isCloseTo(3.2, within(0.5));
        assertThat(gigabytes(large, CatalogueMethod.LORA, new Load(512, 2, Precision.BF16)))
                .isCloseTo(1.6, within(0.3));
    }

    @Test
    void modelsThatAreHereAreInItWithWhatTheirConfigurationSays() throws IOException {
        // Given
        var local = model("tiny");
        var cached = model("fetched");
        // When
        var answer = new ModelCatalogue(
                        new BaseModels(
                                List.of(home.resolve("models")),
                                shelf(home.resolve("cache").resolve("fetched"))),
                        WellKnownModels.list(),
                        () -> PACE)
                .ask(new Question(1, null, null, null, SHORT));
        // Then
        assertThat(find(answer, "tiny").model().source()).isEqualTo(Source.LOCAL);
        assertThat(find(answer, "tiny").model().parameters()).isEqualTo(local);
        assertThat(find(answer, "Qwen/Qwen3-0.6B").model().source()).isEqualTo(Source.CACHED);
        assertThat(find(answer, "Qwen/Qwen3-0.6B").model().parameters()).isEqualTo(596049920);
        assertThat(find(answer, "Qwen/Qwen3-1.7B").model().source()).isEqualTo(Source.HUB);
        assertThat(cached).isEqualTo(local);
    }

    @Test
    void aQuestionWithoutSenseIsRefusedWithItsField() {
        assertThatThrownBy(() -> new Question(0, null, null, null, SHORT))
                .isInstanceOfSatisfying(
                        InvalidJobSpec.class,
                        invalid -> assertThat(invalid.field()).isEqualTo("memory"));
        assertThatThrownBy(() -> new Load(0, 1, Precision.FP32)).hasMessageContaining("sequence_length");
        assertThatThrownBy(() -> new Question(1, null, -1L, null, SHORT)).hasMessageContaining("tokens");
    }

    private long model(String name) throws IOException {
        var parent = name.equals("tiny") ? "models" : "cache";
        var folder = Files.createDirectories(home.resolve(parent).resolve(name));
        Files.writeString(folder.resolve("config.json"), """
                {"model_type":"llama","hidden_size":64,"intermediate_size":128,"num_attention_heads":4,
                 "num_hidden_layers":2,"vocab_size":100,"max_position_embeddings":128,"tie_word_embeddings":true}""");
        Files.writeString(folder.resolve("model.safetensors"), "");
        return new BaseModels(List.of(home.resolve(parent))).list().getFirst().parameters();
    }

    private static HubShelf shelf(Path directory) {
        return new HubShelf() {
            @Override
            public List<HubSnapshot> list() {
                return List.of(new HubSnapshot(new HubReference("Qwen", "Qwen3-0.6B", "main"), "c", directory));
            }

            @Override
            public Optional<HubSnapshot> find(HubReference reference) {
                return Optional.empty();
            }

            @Override
            public void refuseOutOfReach(HubReference reference) {}
        };
    }

    private static ModelCatalogue catalogue() {
        return new ModelCatalogue(new BaseModels(List.of()), WellKnownModels.list(), () -> PACE);
    }

    private static Assessment find(ModelCatalogue.Answer answer, String id) {
        return answer.models().stream()
                .filter(assessment -> assessment.model().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static double gigabytes(ModelSizes sizes, CatalogueMethod method, Load load) {
        return MemoryEstimate.of(sizes, method, load).total() / 1e9;
    }
}

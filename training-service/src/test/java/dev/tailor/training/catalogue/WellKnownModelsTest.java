package dev.tailor.training.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sizes in the table give the numbers of weights that the owners publish. */
class WellKnownModelsTest {

    private final Map<String, CatalogueModel> models =
            WellKnownModels.list().stream().collect(Collectors.toMap(CatalogueModel::id, model -> model));

    @ParameterizedTest
    @CsvSource({
        "openai-community/gpt2,124439808",
        "openai-community/gpt2-medium,354823168",
        "openai-community/gpt2-large,774030080",
        "openai-community/gpt2-xl,1557611200",
        "distilbert/distilgpt2,81912576",
        "HuggingFaceTB/SmolLM2-135M,134515008",
        "HuggingFaceTB/SmolLM2-360M,361821120",
        "HuggingFaceTB/SmolLM2-1.7B,1711376384",
        "Qwen/Qwen2.5-0.5B,494032768",
        "Qwen/Qwen2.5-1.5B,1543714304",
        "Qwen/Qwen2.5-3B,3085938688",
        "Qwen/Qwen2.5-7B,7615616512",
        "Qwen/Qwen3-0.6B,596049920",
        "Qwen/Qwen3-4B,4022468096",
        "Qwen/Qwen3-8B,8190735360",
        "meta-llama/Llama-3.2-1B,1235814400",
        "meta-llama/Llama-3.2-3B,3212749824",
        "meta-llama/Llama-3.1-8B,8030261248",
        "mistralai/Mistral-7B-v0.1,7241732096",
        "mistralai/Mistral-7B-v0.3,7248023552"
    })
    void aModelHasAsManyWeightsAsItsOwnerPublishes(String id, long parameters) {
        assertThat(models.get(id))
                .isNotNull()
                .extracting(CatalogueModel::parameters)
                .isEqualTo(parameters);
    }

    @Test
    void everyModelHasALicenceAndOnlyThoseOfMetaAreGated() {
        assertThat(models.values()).allMatch(model -> !model.licence().isEmpty());
        assertThat(models.values())
                .allMatch(model -> model.gated() == model.id().startsWith("meta-llama/"));
    }
}

package dev.tailor.training.hub;

import dev.tailor.training.problem.HubRefused;
import dev.tailor.training.problem.HubRefused.Reason;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which files of a repository make a model that can be trained: nothing twice, nothing for other programs. */
final class WantedFiles {

    static final String CONFIG = "config.json";

    private static final Set<String> BESIDE_WEIGHTS = Set.of(
            CONFIG,
            "generation_config.json",
            "tokenizer.json",
            "tokenizer.model",
            "tokenizer_config.json",
            "special_tokens_map.json",
            "added_tokens.json",
            "vocab.json",
            "merges.txt",
            "chat_template.jinja",
            "chat_template.json");
    private static final List<Predicate<String>> WEIGHTS = List.of(
            "model.safetensors"::equals,
            matching("model-\\d{5}-of-\\d{5}\\.safetensors|model\\.safetensors\\.index\\.json"),
            "pytorch_model.bin"::equals,
            matching("pytorch_model-\\d{5}-of-\\d{5}\\.bin|pytorch_model\\.bin\\.index\\.json"));

    private WantedFiles() {}

    static List<String> among(HubReference reference, List<String> files) {
        if (!files.contains(CONFIG)) {
            throw unusable(reference, "it has no config.json");
        }
        var weights = WEIGHTS.stream()
                .map(form -> files.stream().filter(form).toList())
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElseThrow(() -> unusable(reference, "it has no weights in safetensors or PyTorch files"));
        return Stream.concat(files.stream().filter(BESIDE_WEIGHTS::contains), weights.stream())
                .sorted()
                .toList();
    }

    static HubRefused unusable(HubReference reference, String why) {
        return new HubRefused(
                Reason.MODEL_UNUSABLE,
                "The Hub's model %s cannot be fine-tuned: %s; choose another model".formatted(reference.id(), why));
    }

    private static Predicate<String> matching(String form) {
        return Pattern.compile(form).asMatchPredicate();
    }
}

package dev.tailor.training.model;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The README.md of a tuned model, as model hubs read it: what it is, how it came to be, how it was merged. */
final class ModelCard {

    static final String NAME = "README.md";

    private final TunedModel model;
    private final Map<String, String> making;

    ModelCard(TunedModel model, Map<String, String> making) {
        this.model = model;
        this.making = making;
    }

    ModelFile asTrained() {
        return model.kind() == ModelKind.ADAPTER
                ? file(head("peft")
                        + "An adapter in PEFT's layout over `%s`.%n%s".formatted(model.baseModel(), baseInWords())
                        + table())
                : file(head("transformers")
                        + "All weights of `%s`, trained on.%n".formatted(model.baseModel())
                        + table());
    }

    /** Of base and adapter in one. */
    ModelFile merged(MergeFigures figures) {
        return file(head("transformers")
                + "`%s` with its trained adapter merged into the weights.%n".formatted(model.baseModel())
                + table()
                + "%nOpened again after the merge and compared with base and adapter: %s.%n"
                        .formatted(figures.inWords()));
    }

    private String baseInWords() {
        return ModelNames.base(model.baseModel()).equals(model.baseModel())
                ? ""
                : "%nIts base was tuned too: export that model as well and load the adapter over it, or export the merged form.%n"
                        .formatted();
    }

    private String head(String library) {
        return """
                ---
                base_model: "%s"
                library_name: %s
                pipeline_tag: text-generation
                tags:
                - tailor
                ---

                # %s

                """.formatted(model.baseModel().replace("\\", "\\\\").replace("\"", "\\\""), library, model.id());
    }

    private String table() {
        if (making.isEmpty()) {
            return "";
        }
        var table = new StringBuilder("\n| | |\n|---|---|\n");
        making.forEach((name, value) -> table.append("| %s | %s |\n".formatted(name, value.replace("|", "\\|"))));
        return table.toString();
    }

    private static ModelFile file(String text) {
        var bytes = text.replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8);
        return new ModelFile(NAME, () -> bytes.length, () -> new ByteArrayInputStream(bytes));
    }
}

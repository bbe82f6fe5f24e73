package dev.tailor.model.internal;

import dev.tailor.model.Method;
import dev.tailor.model.TrainingPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/** Writes what was trained: an adapter in PEFT's layout, or whole weights in Hugging Face's, each with its text side. */
final class ModelWriter {

    private static final Set<String> OTHERS = Set.of(Checkpoints.STATE, Checkpoints.TENSORS, "manifest.json");

    private final TrainingPlan plan;
    private final Llama llama;

    ModelWriter(TrainingPlan plan, Llama llama) {
        this.plan = plan;
        this.llama = llama;
    }

    static boolean isModelFile(Path file) {
        return !OTHERS.contains(file.getFileName().toString());
    }

    void write(Path directory) throws IOException {
        ModelFiles.copyText(plan.modelDirectory(), directory);
        if (plan.settings().method() == Method.FULL) {
            ModelFiles.copyConfiguration(plan.modelDirectory(), directory);
            var type = ElementType.valueOf(llama.config().dtype());
            new SafetensorsWriter(llama.room().script(), type)
                    .write(directory.resolve(ModelFiles.WEIGHTS), ModelFiles.named(llama.config(), llama.weights()));
        } else {
            AdapterFiles.write(directory, llama.config(), plan.settings().lora(), plan.baseModelName());
            new SafetensorsWriter(llama.room().script(), ElementType.F32)
                    .write(
                            directory.resolve(ModelFiles.ADAPTER),
                            llama.adapter().named());
        }
    }
}

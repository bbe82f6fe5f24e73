package dev.tailor.model;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What to train, and where to.
 *
 * @param modelDirectory Hugging Face directory of the base
 * @param adapterDirectory PEFT adapter over it to go on with
 * @param baseModelName written to adapter_config.json
 * @param checkpoints receives {@code step-N} directories
 * @param resumeFrom a checkpoint to go on from
 * @param output receives the result
 * @param prompts answered after each validation
 */
public record TrainingPlan(
        Path modelDirectory,
        Optional<Path> adapterDirectory,
        String baseModelName,
        TrainingSettings settings,
        Path checkpoints,
        Optional<Path> resumeFrom,
        Path output,
        Prompts prompts) {

    /** The same with these prompts. */
    public TrainingPlan asking(Prompts questions) {
        return new TrainingPlan(
                modelDirectory, adapterDirectory, baseModelName, settings, checkpoints, resumeFrom, output, questions);
    }
}

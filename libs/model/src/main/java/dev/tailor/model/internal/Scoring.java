package dev.tailor.model.internal;

import dev.tailor.model.Example;
import dev.tailor.model.LanguageModel;
import dev.tailor.model.Prompts;
import dev.tailor.model.TrainingPlan;
import java.util.List;

/**
 * Time and memory of validating and of answering prompts, on the base model; of all rows, judged by some.
 *
 * @param bytes beside the model
 */
record Scoring(double seconds, long bytes) {

    private static final int ROWS = 64;

    static Scoring of(TrainingPlan plan, Prompts prompts, List<Example> validation) {
        if (validation.isEmpty()) {
            return new Scoring(0, 0);
        }
        try (var model =
                LanguageModel.open(plan.modelDirectory(), plan.settings().precision())) {
            var some = validation.subList(0, Math.min(ROWS, validation.size()));
            long before = TensorMemory.now();
            TensorMemory.forgetPeak();
            double ofSome = Warm.OCCASION.seconds(() -> model.score(some));
            double ofAll = ofSome * Workload.tokens(validation) / Math.max(1, Workload.tokens(some));
            double answers = prompts.prompts().isEmpty() ? 0 : answers(model, prompts, validation);
            return new Scoring(ofAll + answers, Math.max(0, TensorMemory.peak() - before));
        }
    }

    private static double answers(LanguageModel model, Prompts prompts, List<Example> validation) {
        var unused = model.answers(prompts);
        var learnt = learnt(prompts, validation);
        return Warm.OCCASION.seconds(() -> model.answers(learnt));
    }

    /** A model that learns ends its answers where the rows do. */
    static Prompts learnt(Prompts prompts, List<Example> validation) {
        int longest = validation.stream()
                .limit(prompts.prompts().size())
                .mapToInt(Example::trainedTokens)
                .max()
                .orElse(1);
        return new Prompts(prompts.prompts(), Math.clamp(longest, 1, prompts.maxTokens()), prompts.stopTokens());
    }
}

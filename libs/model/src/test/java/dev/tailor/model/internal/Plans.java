package dev.tailor.model.internal;

import dev.tailor.model.Cadence;
import dev.tailor.model.GuardLimits;
import dev.tailor.model.LoraSettings;
import dev.tailor.model.Method;
import dev.tailor.model.Optimization;
import dev.tailor.model.Precision;
import dev.tailor.model.Prompts;
import dev.tailor.model.Schedule;
import dev.tailor.model.TrainingPlan;
import dev.tailor.model.TrainingSettings;
import java.nio.file.Path;
import java.util.Optional;

/** Plans of trainings that go on for longer than a test wants, two rows a step. */
final class Plans {

    private Plans() {}

    static TrainingPlan in(Path work, Method method, Precision precision) {
        return in(work, settings(method, precision, Cadence.AT_THE_END, GuardLimits.DEFAULT));
    }

    static TrainingPlan in(Path work, Method method, Cadence cadence, GuardLimits limits) {
        return in(work, settings(method, Precision.FP32, cadence, limits));
    }

    private static TrainingPlan in(Path work, TrainingSettings settings) {
        return new TrainingPlan(
                work,
                Optional.empty(),
                "",
                settings,
                work.resolve("c"),
                Optional.empty(),
                work.resolve("o"),
                Prompts.NONE);
    }

    private static TrainingSettings settings(Method method, Precision precision, Cadence cadence, GuardLimits limits) {
        return new TrainingSettings(
                method,
                LoraSettings.DEFAULT,
                new Optimization(1e-2, Schedule.CONSTANT, 0, 0, 1, 0, false, 0.9),
                20,
                2,
                2,
                precision,
                false,
                0,
                1,
                cadence,
                limits);
    }
}

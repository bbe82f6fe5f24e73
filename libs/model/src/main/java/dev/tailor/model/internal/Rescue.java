package dev.tailor.model.internal;

import dev.tailor.model.GuardLimits;
import dev.tailor.model.TrainingDiverged;
import dev.tailor.model.TrainingListener;
import dev.tailor.model.TrainingPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** What becomes of a step that would do harm: it is not learnt from, and where need be training goes back. */
final class Rescue {

    private static final int LINES_TOLD = 20;

    private final TrainingPlan plan;
    private final GuardLimits limits;
    private final TrainingListener listener;
    private final Learner learner;
    private final Checkpoints checkpoints;

    Rescue(TrainingPlan plan, TrainingListener listener, Learner learner, Checkpoints checkpoints) {
        this.plan = plan;
        this.limits = plan.settings().guard();
        this.listener = listener;
        this.learner = learner;
        this.checkpoints = checkpoints;
    }

    /**
     * A step to leave out.
     *
     * @param lines of its rows in the training file
     */
    record Step(Guard.Finding finding, double loss, List<Long> lines) {}

    /** The state to go on with; throws {@link TrainingDiverged} once too many steps were left out. */
    TrainerState leaveOut(TrainerState before, Step step) {
        var state = before.skipped();
        var guard = state.guard();
        int most = limits.maxSkippedSteps();
        var message = "Step %d was not learnt from: %s. It held %s of the training file"
                .formatted(state.step(), what(step, guard), lines(step.lines()));
        if (guard.trips() > most) {
            throw new TrainingDiverged(
                    "%s, and %s; lower learning_rate, look at these lines, or raise guard.max_skipped_steps"
                            .formatted(message, spent(most)));
        }
        listener.warned(
                step.finding().name(),
                "%s; the learning rate is halved from here on (%d of at most %d times)"
                        .formatted(message, guard.trips(), most));
        return guard.streak() >= limits.goBackAfter() || spoilt() ? back(state) : state;
    }

    private static String spent(int most) {
        return switch (most) {
            case 0 -> "no step may be left out";
            case 1 -> "the one step that may be left out was left out before";
            default -> "the %d steps that may be left out were left out before".formatted(most);
        };
    }

    /** Of a step whose gradients the scale made too large; that is usual, so it is told once and counted nowhere else. */
    TrainerState overflow(TrainerState before) {
        var after = before.overflowed();
        var scale = after.lossScale();
        if (scale != null && scale.overflows() == 1) {
            listener.warned(
                    "LOSS_SCALE",
                    "Step %d was not learnt from: scaled by %.0f its gradients exceed float16. The scale is halved to %.0f; this is usual, and later times are not told"
                            .formatted(after.step(), before.scale(), after.scale()));
        }
        return after;
    }

    private static String what(Step step, Guard guard) {
        return step.finding() == Guard.Finding.NOT_A_NUMBER
                ? "its loss or a gradient is no number"
                : "its loss of %.4g is far above the usual %.4g".formatted(step.loss(), guard.usual());
    }

    private static String lines(List<Long> lines) {
        var told = lines.stream().limit(LINES_TOLD).map(String::valueOf).collect(Collectors.joining(", "));
        int more = lines.size() - LINES_TOLD;
        return (lines.size() == 1 ? "line " : "lines ") + told + (more > 0 ? " and %d more".formatted(more) : "");
    }

    /** From weights that are no numbers no step leads on. */
    private boolean spoilt() {
        try (var scope = learner.decoder().room().manager().newSubManager()) {
            return !learner.trainables().sound(scope);
        }
    }

    private TrainerState back(TrainerState now) {
        var earlier =
                checkpoints.latest().or(plan::resumeFrom).map(this::restored).orElseGet(this::begun);
        listener.warned(
                "WENT_BACK",
                earlier.step() == 0
                        ? "Training went back to its beginning and goes on with new rows"
                        : "Training went back to what it knew at step %d and goes on with new rows"
                                .formatted(earlier.step()));
        return now.backAt(earlier);
    }

    /** Everything as a checkpoint has it. */
    TrainerState restored(Path checkpoint) {
        var state = Checkpoints.open(checkpoint);
        TensorScript.prepareThread();
        learner.trainables()
                .restore(learner.decoder().room(), Safetensors.file(checkpoint.resolve(Checkpoints.TENSORS)));
        return state;
    }

    private TrainerState begun() {
        learner.startAgain();
        return TrainerState.START;
    }
}

package dev.tailor.training.job;

import java.util.Optional;

/** The share of the machine's peak that steps reached together: their tokens over their seconds. */
final class Utilisation {

    private double seconds;
    private double secondsAtPeak;

    void add(TrainerReport.Step step) {
        if (step.mfu() != null) {
            seconds += step.seconds();
            secondsAtPeak += step.mfu() * step.seconds();
        }
    }

    /** Empty where no step told its share. */
    Optional<Double> mean() {
        return seconds > 0 ? Optional.of(secondsAtPeak / seconds) : Optional.empty();
    }
}

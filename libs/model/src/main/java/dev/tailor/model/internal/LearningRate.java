package dev.tailor.model.internal;

import dev.tailor.model.Optimization;

/** The learning rate of each step: a linear rise, then the schedule. */
record LearningRate(Optimization optimization, int totalSteps) {

    private static final double COOLDOWN = 0.1;

    /** Of a step that counts from 1. */
    double at(int step) {
        int warmup = (int) Math.round(optimization.warmupRatio() * totalSteps);
        if (step <= warmup) {
            return optimization.learningRate() * step / warmup;
        }
        double progress = (double) (step - 1 - warmup) / Math.max(1, totalSteps - warmup);
        return optimization.learningRate()
                * switch (optimization.schedule()) {
                    case CONSTANT -> 1;
                    case LINEAR -> 1 - progress;
                    case COSINE -> 0.5 * (1 + Math.cos(Math.PI * progress));
                    case WSD -> cooling(step);
                };
    }

    private double cooling(int step) {
        double cooldown = Math.max(1, COOLDOWN * totalSteps);
        double done = (step - 1 - (totalSteps - cooldown)) / cooldown;
        return 1 - Math.sqrt(Math.clamp(done, 0.0, 1.0));
    }
}

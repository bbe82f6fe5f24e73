package dev.tailor.model;

/**
 * The optimizer, AdamW with betas 0.9 and 0.999.
 *
 * @param learningRate its peak
 * @param warmupRatio share of the steps in which it rises
 * @param weightDecay of matrices; norms and biases decay only if {@code decaysAll}
 * @param maxGradNorm 0: no clipping
 * @param emaDecay of the moving average of what is trained, which is validated and stored; 0: none
 */
public record Optimization(
        double learningRate,
        Schedule schedule,
        double warmupRatio,
        double weightDecay,
        double maxGradNorm,
        double labelSmoothing,
        boolean decaysAll,
        double emaDecay) {

    public Optimization {
        check("learning_rate", learningRate, learningRate > 0 && Double.isFinite(learningRate), "above 0");
        check("warmup_ratio", warmupRatio, warmupRatio >= 0 && warmupRatio <= 1, "in [0, 1]");
        check("weight_decay", weightDecay, weightDecay >= 0, "at least 0");
        check("max_grad_norm", maxGradNorm, maxGradNorm >= 0, "at least 0");
        check("label_smoothing", labelSmoothing, labelSmoothing >= 0 && labelSmoothing < 1, "in [0, 1)");
        check("ema_decay", emaDecay, emaDecay >= 0 && emaDecay < 1, "in [0, 1)");
    }

    private static void check(String field, double value, boolean good, String rule) {
        if (!good) {
            throw new InvalidSettings(field, "%s is %s, it must be %s".formatted(field, value, rule));
        }
    }
}

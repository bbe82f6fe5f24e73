package dev.tailor.model.internal;

import dev.tailor.model.MergeReport;

/** Compares the logits of two models at the same positions. */
final class LogitComparison {

    /** Closer than this, two tokens are equally likely. */
    private static final double TIE = 1e-3;

    private LogitComparison() {}

    /** Rows are positions. */
    static MergeReport of(float[][] expected, float[][] found) {
        double largest = 0;
        double divergence = 0;
        int same = 0;
        for (int row = 0; row < expected.length; row++) {
            largest = Math.max(largest, largestDifference(expected[row], found[row]));
            divergence += divergence(expected[row], found[row]);
            same += sameTop(expected[row], found[row]) ? 1 : 0;
        }
        return new MergeReport(largest, divergence / expected.length, (double) same / expected.length);
    }

    private static double largestDifference(float[] expected, float[] found) {
        double largest = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs((double) expected[i] - found[i]));
        }
        return largest;
    }

    private static double divergence(float[] expected, float[] found) {
        double ofExpected = logOfSum(expected);
        double ofFound = logOfSum(found);
        double sum = 0;
        for (int i = 0; i < expected.length; i++) {
            double log = expected[i] - ofExpected;
            sum += Math.exp(log) * (log - (found[i] - ofFound));
        }
        return sum;
    }

    private static double logOfSum(float[] logits) {
        double top = logits[top(logits)];
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit - top);
        }
        return top + Math.log(sum);
    }

    private static boolean sameTop(float[] expected, float[] found) {
        return expected[top(found)] >= expected[top(expected)] - TIE;
    }

    private static int top(float[] logits) {
        int top = 0;
        for (int i = 1; i < logits.length; i++) {
            top = logits[i] > logits[top] ? i : top;
        }
        return top;
    }
}

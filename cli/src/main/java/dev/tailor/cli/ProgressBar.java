package dev.tailor.cli;

import java.io.PrintWriter;
import java.util.Locale;

/** Shows how far the training is: one line redrawn on a terminal, a line now and then elsewhere. */
final class ProgressBar {
    private static final int WIDTH = 30;
    private static final double PLAIN_EVERY = 10;

    private final PrintWriter out;
    private final boolean terminal;
    private double shown = -PLAIN_EVERY;

    ProgressBar(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** One moment of a job; seconds below 0 and a loss that is not a number are not known. */
    record Moment(double percent, int step, int steps, double loss, double secondsRemaining) {}

    void show(Moment moment) {
        if (terminal) {
            out.print("\r" + line(moment) + "\u001b[K");
            out.flush();
        } else if (moment.percent() - shown >= PLAIN_EVERY) {
            shown = moment.percent();
            out.println(line(moment));
            out.flush();
        }
    }

    void finish() {
        if (terminal) {
            out.println();
            out.flush();
        }
    }

    static String line(Moment moment) {
        int full = (int) Math.round(Math.clamp(moment.percent(), 0, 100) / 100 * WIDTH);
        var text = new StringBuilder("  [")
                .append("#".repeat(full))
                .append(".".repeat(WIDTH - full))
                .append(String.format(
                        Locale.ROOT, "] %3.0f %%  step %d/%d", moment.percent(), moment.step(), moment.steps()));
        if (Double.isFinite(moment.loss())) {
            text.append(String.format(Locale.ROOT, "  loss %.4f", moment.loss()));
        }
        if (moment.secondsRemaining() >= 0) {
            text.append(String.format(Locale.ROOT, "  %.0f s left", moment.secondsRemaining()));
        }
        return text.toString();
    }
}

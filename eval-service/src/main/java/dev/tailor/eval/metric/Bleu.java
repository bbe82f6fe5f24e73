package dev.tailor.eval.metric;

import java.util.List;

/** BLEU from 0 to 100 as sacreBLEU computes it by default: four orders, exponential smoothing, brevity penalty. */
public final class Bleu {
    private static final int ORDERS = BleuCounts.ORDERS;
    private static final double BEST = 100;

    private Bleu() {}

    /** Corpus BLEU over all rows. */
    public static double corpus(List<BleuCounts> rows) {
        var total = emptyTotal();
        rows.forEach(row -> row.addTo(total));
        return score(total, Orders.ALL);
    }

    /** Corpus BLEU over a selection of rows, in which a row may occur several times. */
    public static double corpus(List<BleuCounts> rows, int[] selection) {
        var total = emptyTotal();
        for (int row : selection) {
            rows.get(row).addTo(total);
        }
        return score(total, Orders.ALL);
    }

    /** BLEU of one answer; orders longer than the answer are left out. */
    public static double sentence(BleuCounts row) {
        var total = emptyTotal();
        row.addTo(total);
        return score(total, Orders.EFFECTIVE);
    }

    private enum Orders {
        ALL,
        EFFECTIVE
    }

    private static long[] emptyTotal() {
        return new long[2 * ORDERS + 2];
    }

    private static double score(long[] total, Orders orders) {
        double logarithms = 0;
        double smoothing = 1;
        int used = 0;
        for (int order = 0; order < ORDERS && total[ORDERS + order] > 0; order++) {
            double matched = total[order];
            if (total[order] == 0) {
                smoothing *= 2;
                matched = 1 / smoothing;
            }
            logarithms += Math.log(BEST * matched / total[ORDERS + order]);
            used++;
        }
        if (noMatch(total) || (orders == Orders.ALL && used < ORDERS)) {
            return 0;
        }
        double mean = Math.min(BEST, Math.exp(logarithms / used));
        return brevity(total[2 * ORDERS], total[2 * ORDERS + 1]) * mean;
    }

    private static boolean noMatch(long[] total) {
        for (int order = 0; order < ORDERS; order++) {
            if (total[order] > 0) {
                return false;
            }
        }
        return true;
    }

    private static double brevity(long answered, long expected) {
        return answered < expected ? Math.exp(1 - (double) expected / answered) : 1;
    }
}

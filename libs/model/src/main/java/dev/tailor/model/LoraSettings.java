package dev.tailor.model;

import java.util.List;

/**
 * The low-rank additions.
 *
 * @param alpha the addition is scaled by alpha / rank
 * @param dropout on the addition's input while training
 * @param targets names of linear layers such as {@code q_proj}; empty: all but the head
 * @param rslora scale by alpha / sqrt(rank) instead
 * @param modulesToSave names of embeddings and output matrix, such as {@code lm_head}, that are trained whole beside them
 */
public record LoraSettings(
        int rank, double alpha, double dropout, List<String> targets, boolean rslora, List<String> modulesToSave) {

    /** Every linear layer, rank 8, scale 2. */
    public static final LoraSettings DEFAULT = new LoraSettings(8, 16, 0, List.of(), false);

    public LoraSettings {
        targets = List.copyOf(targets);
        modulesToSave = List.copyOf(modulesToSave);
        if (rank < 1) {
            throw new InvalidSettings("lora.rank", "rank is %d, it must be at least 1".formatted(rank));
        }
        if (!(alpha > 0)) {
            throw new InvalidSettings("lora.alpha", "alpha is %s, it must be above 0".formatted(alpha));
        }
        if (!(dropout >= 0 && dropout < 1)) {
            throw new InvalidSettings("lora.dropout", "dropout is %s, it must be in [0, 1)".formatted(dropout));
        }
    }

    /** Low-rank additions only. */
    public LoraSettings(int rank, double alpha, double dropout, List<String> targets, boolean rslora) {
        this(rank, alpha, dropout, targets, rslora, List.of());
    }

    public double scale() {
        return rslora ? alpha / Math.sqrt(rank) : alpha / rank;
    }
}

package dev.tailor.model.internal;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;

/** Cross-entropy of logits [rows, vocabulary] with the right tokens. */
interface TokenLoss {

    /**
     * The right tokens.
     *
     * @param all of a pass
     * @param from the first that the logits belong to
     */
    record Labels(long[] all, int from, int to) {

        long[] part() {
            return Arrays.copyOfRange(all, from, to);
        }
    }

    /** Fills in the losses. */
    void score(NDArray logits, Labels labels, OutputLoss.Losses losses);

    /** Fills in the losses and turns the logits into their gradient. */
    void gradient(NDArray logits, Labels labels, OutputLoss.Backward backward, OutputLoss.Losses losses);

    /** The fastest for the decoder's device; vector instructions only where the JVM was started with their module. */
    static TokenLoss on(Decoder decoder) {
        boolean vectors = TensorScript.vectors(decoder.room().manager().getDevice());
        return vectors && decoder.arithmetic() != ElementType.F16
                ? new VectorTokenLoss(decoder.arithmetic(), decoder.config().vocabularySize())
                : new ScriptTokenLoss(decoder.room().script());
    }
}

package dev.tailor.eval.model;

import java.util.List;

/** Hears a turn while it is decoded. */
public interface TurnListener {
    /** More text, and the log-probabilities of its tokens if they were wanted. */
    void text(String text, List<TokenLogprob> logprobs);

    void finished(Ending ending);

    /** Whether nobody listens any more, so that decoding can stop. */
    boolean gone();

    /** Why the turn ended, and how many tokens prompt and answer took. */
    record Ending(FinishReason reason, int promptTokens, int completionTokens) {}

    /** Whether the model or a stop text ended the turn, or the room did. */
    enum FinishReason {
        STOP,
        LENGTH
    }
}

package dev.tailor.eval.chat;

import dev.tailor.eval.model.TokenLogprob;
import dev.tailor.eval.model.TurnListener.FinishReason;
import java.util.List;

/** Hears the answers while they are decoded. */
public interface ChatListener {
    void text(int choice, String text, List<TokenLogprob> logprobs);

    void finished(int choice, FinishReason reason);

    /** The very last word: tokens of the prompt, and of all answers together. */
    void usage(int promptTokens, int completionTokens);

    /** Whether the caller went away. */
    boolean gone();
}

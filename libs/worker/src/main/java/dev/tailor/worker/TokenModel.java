package dev.tailor.worker;

import dev.tailor.text.EncodedChat;
import java.util.List;
import java.util.Set;

/** What the calls need of an open model: ids go in, ids and plain numbers come out. */
interface TokenModel extends AutoCloseable {

    /** Longest sequence in tokens. */
    int contextLength();

    /** Loss of the trained positions, in the order of the chats. */
    List<ScoredChat> score(List<EncodedChat> chats);

    /** The likeliest continuation of each prompt, none longer than its limit; the end token is the last, if reached. */
    List<int[]> greedy(List<int[]> prompts, int[] limits, Set<Integer> ends);

    /** One continuation, told token by token until an end token, the limit, or until the receiver has enough. */
    void sample(int[] prompt, Sampling sampling, Receiver receiver);

    @Override
    void close();

    /**
     * @param lossSum in nats
     * @param tokens that were scored
     * @param rightTokens of them, those that were the likeliest
     */
    record ScoredChat(double lossSum, int tokens, int rightTokens) {}

    /**
     * @param limit most tokens
     * @param temperature 0 is greedy
     * @param topP 1 is off
     * @param topLogprobs alternatives to tell with each token
     * @param ends ids that end the continuation
     */
    record Sampling(int limit, double temperature, double topP, long seed, int topLogprobs, Set<Integer> ends) {}

    /** A token and the logarithm of its probability. */
    record Scored(int id, double logprob) {}

    /** Hears of each token; answers whether it wants more. */
    interface Receiver {
        boolean more(Scored token, List<Scored> top);
    }
}

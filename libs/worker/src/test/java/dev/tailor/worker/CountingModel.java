package dev.tailor.worker;

import dev.tailor.text.EncodedChat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** A model without tensors: after every prompt it says the same script, then ends. */
final class CountingModel implements TokenModel {

    private final int[] script;
    private final int context;
    int closed;

    CountingModel(int[] script, int context) {
        this.script = script;
        this.context = context;
    }

    @Override
    public int contextLength() {
        return context;
    }

    @Override
    public List<ScoredChat> score(List<EncodedChat> chats) {
        return chats.stream()
                .map(chat -> new ScoredChat(chat.ids().length, chat.trainedTokens(), 0))
                .toList();
    }

    @Override
    public List<int[]> greedy(List<int[]> prompts, int[] limits, Set<Integer> ends) {
        List<int[]> answers = new ArrayList<>();
        for (int limit : limits) {
            answers.add(Arrays.copyOf(script, Math.min(limit, script.length)));
        }
        return answers;
    }

    @Override
    public void sample(int[] prompt, Sampling sampling, Receiver receiver) {
        for (int at = 0; at < Math.min(sampling.limit(), script.length); at++) {
            if (!receiver.more(new Scored(script[at], -1), List.of(new Scored(script[at], -1)))) {
                return;
            }
        }
    }

    @Override
    public void close() {
        closed++;
    }
}

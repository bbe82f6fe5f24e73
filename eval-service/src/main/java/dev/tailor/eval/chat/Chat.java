package dev.tailor.eval.chat;

import dev.tailor.eval.model.ModelRunner;
import dev.tailor.eval.model.Models;
import dev.tailor.eval.model.TokenLogprob;
import dev.tailor.eval.model.Turn;
import dev.tailor.eval.model.TurnListener;
import java.util.List;

/** Answers conversations, one request at a time for each model; several choices are decoded one after the other. */
public final class Chat {
    private final Models models;
    private final ModelQueues queues;
    private final ModelRunner runner;

    public Chat(Models models, ModelQueues queues, ModelRunner runner) {
        this.models = models;
        this.queues = queues;
        this.runner = runner;
    }

    /** Returns when every choice is complete, or soon after the caller went away. */
    public void complete(ChatRequest request, ChatListener listener) {
        try (var model = models.open("model", request.model());
                var turnInQueue = queues.enter(request.model(), listener::gone)) {
            int promptTokens = 0;
            int completionTokens = 0;
            for (int choice = 0; choice < request.choices() && turnInQueue.granted(); choice++) {
                var sampling = request.sampling().withSeed(request.sampling().seed() + choice);
                var answer = new Choice(choice, listener);
                runner.generate(model.files(), new Turn(request.conversation().json(), sampling), answer);
                promptTokens = answer.promptTokens;
                completionTokens += answer.completionTokens;
            }
            if (!listener.gone()) {
                listener.usage(promptTokens, completionTokens);
            }
        }
    }

    /** One choice on its way to the listener of all. */
    private static final class Choice implements TurnListener {
        private final int number;
        private final ChatListener listener;
        private int promptTokens;
        private int completionTokens;

        Choice(int number, ChatListener listener) {
            this.number = number;
            this.listener = listener;
        }

        @Override
        public void text(String text, List<TokenLogprob> logprobs) {
            listener.text(number, text, logprobs);
        }

        @Override
        public void finished(Ending ending) {
            promptTokens = ending.promptTokens();
            completionTokens = ending.completionTokens();
            listener.finished(number, ending.reason());
        }

        @Override
        public boolean gone() {
            return listener.gone();
        }
    }
}

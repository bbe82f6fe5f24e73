package dev.tailor.worker;

import dev.tailor.text.ChatEncoder;
import java.util.concurrent.locks.ReentrantLock;

/** A model with its text side. Its calls take turns: one works on the tensors at a time. */
final class OpenModel implements AutoCloseable {

    private final ChatEncoder encoder;
    private final TokenModel tensors;
    private final ReentrantLock turn = new ReentrantLock(true);

    OpenModel(ChatEncoder encoder, TokenModel tensors) {
        this.encoder = encoder;
        this.tensors = tensors;
    }

    ChatEncoder encoder() {
        return encoder;
    }

    TokenModel tensors() {
        return tensors;
    }

    /** Does this when its turn has come. */
    void inTurn(Runnable work) {
        turn.lock();
        try {
            work.run();
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void close() {
        encoder.close();
        tensors.close();
    }
}

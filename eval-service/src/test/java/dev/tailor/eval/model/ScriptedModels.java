package dev.tailor.eval.model;

import dev.tailor.eval.WorkerLost;
import dev.tailor.eval.model.TurnListener.Ending;
import dev.tailor.eval.model.TurnListener.FinishReason;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Tuned models add right, others never; chat says "hi " until the room or the listener ends. */
@Alternative
@Priority(1)
@ApplicationScoped
public class ScriptedModels implements ModelRunner {
    private final AtomicInteger crashes = new AtomicInteger();
    private final AtomicInteger pieces = new AtomicInteger();

    /** Loses the worker in the next calls. */
    public void crash(int times) {
        crashes.set(times);
    }

    /** How many pieces of text were decoded. */
    public int pieces() {
        return pieces.get();
    }

    @Override
    public void score(ModelFiles model, Path rows, Consumer<RowScore> scores) {
        if (crashes.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new WorkerLost("It ended", new IllegalStateException("crash"));
        }
        for (int row = 0; row < lines(rows).size(); row++) {
            scores.accept(new RowScore(row, tuned(model) ? 0.5 : 6 + row % 3, 3));
        }
    }

    @Override
    public void answer(ModelFiles model, Path rows, int maxTokens, Consumer<RowAnswer> answers) {
        for (int row = 0; row < lines(rows).size(); row++) {
            answers.accept(new RowAnswer(row, tuned(model) ? "it is " + (row + 1) : "no idea"));
        }
    }

    @Override
    public void generate(ModelFiles model, Turn turn, TurnListener listener) {
        int limit =
                turn.sampling().maxTokens() == 0 ? 1_000_000 : turn.sampling().maxTokens();
        int said = 0;
        while (said < limit && !listener.gone()) {
            listener.text("hi ", List.of());
            pieces.incrementAndGet();
            said++;
        }
        if (!listener.gone()) {
            listener.finished(new Ending(FinishReason.LENGTH, 7, said));
        }
    }

    private static boolean tuned(ModelFiles model) {
        return model instanceof ModelFiles.Whole whole
                && read(whole.directory().resolve("name.txt")).startsWith("ft:");
    }

    private static String read(Path file) {
        return String.join("", lines(file));
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}

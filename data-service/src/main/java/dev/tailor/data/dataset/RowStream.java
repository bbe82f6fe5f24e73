package dev.tailor.data.dataset;

import dev.tailor.data.InvalidRequest;
import dev.tailor.data.Storage;
import dev.tailor.data.preparation.KeySet;
import dev.tailor.data.preparation.PreparedRow;
import dev.tailor.data.preparation.PreparedRows;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The rows of one split, read from the storage as they are taken. */
public final class RowStream {

    private final PreparedRows prepared;
    private final Dataset dataset;
    private final Split split;

    RowStream(PreparedRows prepared, Dataset dataset, Split split) {
        this.prepared = prepared;
        this.dataset = dataset;
        this.split = split;
    }

    /**
     * Hands over rows in file order.
     *
     * @param offset rows to pass over first
     * @param limit 0: all
     */
    public void read(long offset, long limit, Consumer<PreparedRow> receiver) {
        if (offset < 0 || limit < 0) {
            throw new InvalidRequest(offset < 0 ? "offset" : "limit", "offset and limit must not be negative");
        }
        long end = limit == 0 ? Long.MAX_VALUE : Math.addExact(offset, limit);
        try {
            read(new Window(offset, Math.min(end, dataset.counts().of(split)), receiver));
        } catch (IOException failed) {
            throw Storage.failure("The rows of \"%s\" could not be read".formatted(dataset.id()), failed);
        }
    }

    private void read(Window window) throws IOException {
        if (window.done()) {
            return;
        }
        @Nullable Source validation = dataset.origin().validation();
        if (validation != null && split == Split.VALIDATION) {
            prepared.rows(validation.rows(), window::take);
            return;
        }
        KeySet held = validation == null ? new KeySet() : prepared.keySet(validation.rows());
        prepared.rows(dataset.origin().training().rows(), row -> {
            boolean wanted = dataset.deal().of(row.key()) == split && !held.contains(row.key());
            return !wanted || window.take(row);
        });
    }

    /** Counts the rows of the split and lets some of them through. */
    private static final class Window {

        private final long from;
        private final long to;
        private final Consumer<PreparedRow> receiver;
        private long at;

        Window(long from, long to, Consumer<PreparedRow> receiver) {
            this.from = from;
            this.to = to;
            this.receiver = receiver;
        }

        boolean done() {
            return at >= to || from >= to;
        }

        /** False once it has all its rows. */
        boolean take(PreparedRow row) {
            if (at >= from) {
                receiver.accept(row);
            }
            at++;
            return !done();
        }
    }
}

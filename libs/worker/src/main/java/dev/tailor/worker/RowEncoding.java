package dev.tailor.worker;

import dev.tailor.proto.worker.v1.TrainOverLength;
import dev.tailor.text.ChatEncoder;
import dev.tailor.text.EncodedChat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Puts rows into tokens and keeps count of those that are too long; one object for one file. */
final class RowEncoding {

    private static final int LINES_TOLD = 20;

    private final ChatEncoder encoder;
    private final RowFit fit;
    private final Source source;
    private final int longest;
    private final TrainOverLength policy;
    private final List<TrainingRows.Row> rows = new ArrayList<>();
    private final List<Long> lines = new ArrayList<>();
    private long truncated;
    private long dropped;
    private long split;
    private long apart;

    /**
     * Whose rows, and for whom.
     *
     * @param file the field of a job that names it
     * @param window tokens that the model can read at once
     */
    record Source(String file, int window) {}

    RowEncoding(ChatEncoder encoder, Source source, int longest, TrainOverLength policy) {
        this.encoder = encoder;
        this.fit = new RowFit(encoder, source.file());
        this.source = source;
        this.longest = longest;
        this.policy = policy;
    }

    TrainingRows of(List<Rows.Row> file) {
        file.forEach(this::add);
        return new TrainingRows(rows, new RowCounts(truncated, dropped, split, lines), apart);
    }

    /** Why there is nothing to train on. */
    WorkerProblem noneLeft() {
        if (dropped == 0) {
            return WorkerProblem.badField("NO_ROWS", source.file(), "There is no row to train on; add rows");
        }
        return WorkerProblem.badField(
                "NO_ROWS",
                "sequence_length",
                "There is no row to train on: %d with more tokens than the sequence length of %d, the first on line %d, were dropped, %s; %s"
                        .formatted(dropped, longest, lines.getFirst(), whyDropped(), roomier()));
    }

    private String whyDropped() {
        return switch (policy) {
            case TRAIN_OVER_LENGTH_TRUNCATE -> "since their prompts alone fill it";
            case TRAIN_OVER_LENGTH_SPLIT -> "since none of their exchanges fits into it";
            case TRAIN_OVER_LENGTH_DROP -> "as over_length says";
            case TRAIN_OVER_LENGTH_ERROR, TRAIN_OVER_LENGTH_UNSPECIFIED, UNRECOGNIZED ->
                throw new IllegalStateException("Rows are not dropped where over_length is error");
        };
    }

    private String roomier() {
        return longest < source.window()
                ? "raise sequence_length (the model can read %d tokens at once), or shorten the rows"
                        .formatted(source.window())
                : "the model can read no more at once: shorten the rows, or choose another model";
    }

    private void add(Rows.Row row) {
        var parts = fit.parts(row);
        apart += parts.size() > 1 ? 1 : 0;
        for (var part : parts) {
            if (part.chat().ids().length <= longest) {
                rows.add(new TrainingRows.Row(part.chat(), row.line()));
            } else {
                shorten(new Rows.Row(row.line(), part.conversation()), part.chat());
            }
        }
    }

    private void shorten(Rows.Row row, EncodedChat chat) {
        if (lines.size() < LINES_TOLD && !lines.contains(row.line())) {
            lines.add(row.line());
        }
        switch (policy) {
            case TRAIN_OVER_LENGTH_DROP -> dropped++;
            case TRAIN_OVER_LENGTH_TRUNCATE -> truncate(row, chat);
            case TRAIN_OVER_LENGTH_SPLIT -> split(row);
            case TRAIN_OVER_LENGTH_ERROR, TRAIN_OVER_LENGTH_UNSPECIFIED, UNRECOGNIZED -> throw tooLong(row, chat);
        }
    }

    private void truncate(Rows.Row row, EncodedChat chat) {
        var kept = new EncodedChat(Arrays.copyOf(chat.ids(), longest), Arrays.copyOf(chat.trained(), longest));
        if (kept.trainedTokens() > 0) {
            rows.add(new TrainingRows.Row(kept, row.line()));
            truncated++;
        } else {
            dropped++;
        }
    }

    private void split(Rows.Row row) {
        var pieces = RowPieces.of(row.conversation(), encoder, longest);
        if (pieces.chats().isEmpty()) {
            dropped++;
            return;
        }
        pieces.chats().forEach(piece -> rows.add(new TrainingRows.Row(piece, row.line())));
        split++;
        truncated += pieces.whole() ? 0 : 1;
    }

    private String remedy(EncodedChat chat) {
        if (chat.ids().length <= source.window()) {
            return "raise sequence_length";
        }
        return "the model can read %d at once: shorten the row, choose another model".formatted(source.window());
    }

    private WorkerProblem tooLong(Rows.Row row, EncodedChat chat) {
        return WorkerProblem.badField(
                "ROW_TOO_LONG",
                "sequence_length",
                "The row on line %d has %d tokens, more than the sequence length of %d; %s, or set over_length to drop, truncate or split"
                        .formatted(row.line(), chat.ids().length, longest, remedy(chat)));
    }
}

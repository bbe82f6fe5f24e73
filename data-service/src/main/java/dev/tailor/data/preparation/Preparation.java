package dev.tailor.data.preparation;

import dev.tailor.storage.BlobStore;
import dev.tailor.text.Conversation;
import dev.tailor.text.ConversationJson;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Collectors;

/** Reads JSON lines once, in memory that depends on the number of distinct rows only. */
public final class Preparation {

    /** Changes whenever the same file would give other rows. */
    public static final int VERSION = 1;

    private final BlobStore blobs;
    private final PreparationRules rules;

    public Preparation(BlobStore blobs, PreparationRules rules) {
        this.blobs = blobs;
        this.rules = rules;
    }

    /** Where the result for this content lies. */
    public static String address(String contentHash, BadRows badRows) {
        return "prepared/%s-%s-v%d".formatted(contentHash, badRows == BadRows.SKIP ? "skip" : "reject", VERSION);
    }

    /** Leaves nothing behind unless it returns. */
    public PreparedFile prepare(InputStream content, String key, BadRows badRows) throws IOException, UnusableRows {
        Tally tally = new Tally(rules.listed());
        try (RowSink sink = new RowSink(blobs, key)) {
            read(new LineReader(content, rules.lineBytes()), tally, sink);
            judge(tally, badRows);
            return sink.commit(tally);
        }
    }

    private void read(LineReader lines, Tally tally, RowSink sink) throws IOException, UnusableRows {
        KeySet known = new KeySet();
        for (var line = lines.read(); line.isPresent(); line = lines.read()) {
            switch (checked(line.get())) {
                case RowCheck.Result.Broken(var problem) -> tally.reject(problem);
                case RowCheck.Result.Row(var conversation) -> {
                    PreparedRow row = row(conversation, line.get().number());
                    int first = known.add(row.key(), Math.toIntExact(row.line()));
                    if (first == 0) {
                        limit(known);
                        tally.keep(conversation);
                        sink.write(row);
                    } else {
                        tally.repeat(row.line(), first);
                    }
                }
            }
        }
    }

    private static RowCheck.Result checked(Line line) {
        return switch (line) {
            case Line.Text text -> RowCheck.check(text);
            case Line.Unreadable(var number, var column, var why) ->
                new RowCheck.Result.Broken(new RowProblem(number, column, why, ""));
        };
    }

    private static PreparedRow row(Conversation conversation, long line) {
        String json = ConversationJson.write(conversation);
        return new PreparedRow(RowKey.of(json), line, json);
    }

    private void limit(KeySet known) throws UnusableRows {
        if (known.size() > rules.distinctRows()) {
            throw new UnusableRows("The file has more than %,d distinct rows; split it into several files, or raise"
                            .formatted(rules.distinctRows())
                    + " tailor.data.maximum-rows together with the heap");
        }
    }

    private void judge(Tally tally, BadRows badRows) throws UnusableRows {
        if (badRows == BadRows.REJECT && tally.rejected() > 0) {
            throw new UnusableRows("%d of %d rows cannot be read:\n%s\nRepair these lines and upload the file again."
                    .formatted(tally.rejected(), tally.rows(), listing(tally)));
        }
        if (tally.kept() < rules.minimumRows()) {
            String rejected = tally.rejected() == 0 ? "" : "\nLeft out:\n" + listing(tally);
            throw new UnusableRows(("The file has %d usable %s (of %d, %d of them duplicates), but at least %d are"
                            + " needed; add more rows and upload it again.%s")
                    .formatted(
                            tally.kept(),
                            tally.kept() == 1 ? "row" : "rows",
                            tally.rows(),
                            tally.duplicates(),
                            rules.minimumRows(),
                            rejected));
        }
    }

    private static String listing(Tally tally) {
        long rest = tally.rejected() - tally.problems().size();
        String lines = tally.problems().stream().map(RowProblem::inWords).collect(Collectors.joining("\n"));
        return rest == 0 ? lines : lines + "\nand %d more".formatted(rest);
    }
}

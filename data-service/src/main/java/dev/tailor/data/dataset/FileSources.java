package dev.tailor.data.dataset;

import dev.tailor.data.FileNotReady;
import dev.tailor.data.UnknownFile;
import dev.tailor.data.UnusableFile;
import dev.tailor.data.file.FileState;
import dev.tailor.data.file.Files;
import dev.tailor.data.file.StoredFile;
import org.jspecify.annotations.Nullable;

/** Finds the rows of the files that a request names. */
public final class FileSources {

    private static final int LONGEST_REASON = 600;

    private final Files files;

    public FileSources(Files files) {
        this.files = files;
    }

    public Dataset.Origin origin(String trainingFile, @Nullable String validationFile) {
        return new Dataset.Origin(
                source(trainingFile, "training_file"),
                validationFile == null ? null : source(validationFile, "validation_file"));
    }

    private Source source(String id, String field) {
        return switch (file(id, field).state()) {
            case FileState.Prepared(var rows, var dataset) -> new Source(id, rows);
            case FileState.Uploaded waiting -> throw new FileNotReady(id);
            case FileState.Stored other ->
                throw new UnusableFile(
                        field,
                        "The file \"%s\" was not uploaded with the purpose fine-tune; upload it again".formatted(id));
            case FileState.Unusable(var why) ->
                throw new UnusableFile(field, "The file \"%s\" is unusable: %s".formatted(id, shortened(why)));
        };
    }

    private StoredFile file(String id, String field) {
        return files.find(id).orElseThrow(() -> new UnknownFile(id, field));
    }

    /** A status has room for the first problems; all of them are in the file's status_details. */
    private static String shortened(String why) {
        return why.length() <= LONGEST_REASON
                ? why
                : why.substring(0, LONGEST_REASON) + "… (the file's status_details name every line)";
    }
}

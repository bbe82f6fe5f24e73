package dev.tailor.data.dataset;

import dev.tailor.data.file.FileState;
import dev.tailor.data.file.Preparer;
import dev.tailor.data.file.StoredFile;
import dev.tailor.data.preparation.Preparation;
import dev.tailor.data.preparation.PreparedRows;
import dev.tailor.data.preparation.UnusableRows;
import java.io.IOException;
import java.io.InputStream;

/** Prepares a file's rows, unless equal content has been prepared before, and makes the default dataset of them. */
public final class FilePreparer implements Preparer {

    private final Preparation preparation;
    private final PreparedRows prepared;
    private final Datasets datasets;

    public FilePreparer(Preparation preparation, PreparedRows prepared, Datasets datasets) {
        this.preparation = preparation;
        this.prepared = prepared;
        this.datasets = datasets;
    }

    @Override
    public FileState prepare(StoredFile file, InputStream content) throws IOException {
        var badRows = file.description().badRows();
        String rows = Preparation.address(file.contentHash(), badRows);
        try {
            if (!prepared.exists(rows)) {
                preparation.prepare(content, rows, badRows);
            }
        } catch (UnusableRows unusable) {
            return new FileState.Unusable(String.valueOf(unusable.getMessage()));
        }
        var origin = new Dataset.Origin(new Source(file.id(), rows), null);
        return new FileState.Prepared(
                rows, datasets.resolve(origin, SplitShares.ofOneFile()).id());
    }
}

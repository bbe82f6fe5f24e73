package dev.tailor.data.file;

import java.io.IOException;
import java.io.InputStream;

/** Makes a fine-tune file ready. */
public interface Preparer {

    /** {@link FileState.Prepared} or {@link FileState.Unusable}. */
    FileState prepare(StoredFile file, InputStream content) throws IOException;
}

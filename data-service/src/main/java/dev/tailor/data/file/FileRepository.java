package dev.tailor.data.file;

import dev.tailor.data.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where files are on record. */
public interface FileRepository {

    void add(StoredFile file);

    Optional<StoredFile> find(String id);

    /** Does nothing if the file has been removed meanwhile. */
    void settle(String id, FileState state);

    /** In the order of their arrival. The query's cursor must exist. */
    Page<StoredFile> list(FileQuery query);

    /** False if there was none. */
    boolean remove(String id);

    /** Ids of the files whose preparation has not ended. */
    List<String> waiting();

    /** Ids of the files that may be removed. */
    List<String> expired(Instant now);
}

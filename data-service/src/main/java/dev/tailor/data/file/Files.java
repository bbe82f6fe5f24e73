package dev.tailor.data.file;

import dev.tailor.data.InvalidRequest;
import dev.tailor.data.Page;
import dev.tailor.data.Storage;
import dev.tailor.data.UnknownFile;
import dev.tailor.storage.BlobStore;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.Optional;

/** All files. */
public final class Files {

    private final FileRepository repository;
    private final BlobStore blobs;
    private final PreparationQueue preparations;
    private final FileIds ids;
    private final Clock clock;

    public Files(FileRepository repository, BlobStore blobs, PreparationQueue preparations, FileIds ids, Clock clock) {
        this.repository = repository;
        this.blobs = blobs;
        this.preparations = preparations;
        this.ids = ids;
        this.clock = clock;
    }

    static String content(String id) {
        return folder(id) + "content";
    }

    public Upload begin(FileDescription description) {
        String id = ids.next();
        try {
            return new Upload(blobs.write(content(id)), arrival -> arrived(id, description, arrival));
        } catch (IOException failed) {
            throw Storage.failure("The file could not be stored", failed);
        }
    }

    public StoredFile get(String id) {
        return find(id).orElseThrow(() -> new UnknownFile(id));
    }

    public Optional<StoredFile> find(String id) {
        return repository.find(id);
    }

    public Page<StoredFile> list(FileQuery query) {
        if (!query.after().isEmpty() && repository.find(query.after()).isEmpty()) {
            throw new InvalidRequest("after", "There is no file \"%s\" to list from".formatted(query.after()));
        }
        return repository.list(query);
    }

    public void delete(String id) {
        if (!repository.remove(id)) {
            throw new UnknownFile(id);
        }
        removeContent(id);
    }

    /** The bytes as they were uploaded; the caller closes. */
    public InputStream open(String id) {
        try {
            return blobs.read(content(get(id).id()));
        } catch (IOException failed) {
            throw Storage.failure("The content of \"%s\" could not be read".formatted(id), failed);
        }
    }

    /** Deletes the files whose time is over. */
    public void removeExpired() {
        for (String id : repository.expired(clock.instant())) {
            if (repository.remove(id)) {
                removeContent(id);
            }
        }
    }

    private StoredFile arrived(String id, FileDescription description, Upload.Arrival arrival) {
        boolean prepared = description.purpose() == FilePurpose.FINE_TUNE;
        FileState state = prepared ? new FileState.Uploaded() : new FileState.Stored();
        var file = new StoredFile(id, description, arrival.bytes(), arrival.hash(), clock.instant(), state);
        boolean known = false;
        try {
            repository.add(file);
            known = true;
        } finally {
            if (!known) {
                removeContent(id);
            }
        }
        if (prepared) {
            preparations.prepare(file);
            return repository.find(id).orElse(file);
        }
        return file;
    }

    private void removeContent(String id) {
        try {
            blobs.deleteAll(folder(id));
        } catch (IOException failed) {
            throw Storage.failure("The content of \"%s\" could not be removed".formatted(id), failed);
        }
    }

    private static String folder(String id) {
        return "files/" + id + "/";
    }
}

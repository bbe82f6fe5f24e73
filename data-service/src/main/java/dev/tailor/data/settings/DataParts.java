package dev.tailor.data.settings;

import dev.tailor.data.dataset.DatasetRepository;
import dev.tailor.data.dataset.Datasets;
import dev.tailor.data.dataset.FilePreparer;
import dev.tailor.data.dataset.FileSources;
import dev.tailor.data.file.FileIds;
import dev.tailor.data.file.FileRepository;
import dev.tailor.data.file.Files;
import dev.tailor.data.file.PreparationQueue;
import dev.tailor.data.file.Preparer;
import dev.tailor.data.preparation.Preparation;
import dev.tailor.data.preparation.PreparationRules;
import dev.tailor.data.preparation.PreparedRows;
import dev.tailor.storage.BlobStore;
import dev.tailor.storage.BlobStores;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts the plain objects of the core together, with the settings they need. */
@Singleton
public class DataParts {

    private final DataSettings settings;

    public DataParts(DataSettings settings) {
        this.settings = settings;
    }

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    FileIds ids() {
        return () -> "file-" + UUID.randomUUID().toString().replace("-", "");
    }

    /** The setting tailor.blobs is an address that {@link BlobStores} opens. */
    @Produces
    @Singleton
    BlobStore blobs(@ConfigProperty(name = "tailor.blobs") String address) {
        return BlobStores.open(URI.create(address));
    }

    @Produces
    @Singleton
    PreparedRows preparedRows(BlobStore blobs) {
        return new PreparedRows(blobs);
    }

    @Produces
    @Singleton
    Datasets datasets(DatasetRepository repository, PreparedRows prepared, Clock clock) {
        return new Datasets(repository, prepared, clock);
    }

    @Produces
    @Singleton
    Preparer preparer(BlobStore blobs, PreparedRows prepared, Datasets datasets) {
        var rules = new PreparationRules(
                settings.lineBytes(), settings.maximumRows(), settings.minimumRows(), settings.listed());
        return new FilePreparer(new Preparation(blobs, rules), prepared, datasets);
    }

    @Produces
    @Singleton
    PreparationQueue queue(FileRepository files, BlobStore blobs, Preparer preparer) {
        return new PreparationQueue(files, blobs, preparer, settings.preparations(), settings.patience());
    }

    void stop(@Disposes PreparationQueue queue) {
        queue.close();
    }

    @Produces
    @Singleton
    Files files(FileRepository repository, BlobStore blobs, PreparationQueue queue, FileIds ids) {
        return new Files(repository, blobs, queue, ids, clock());
    }

    @Produces
    @Singleton
    FileSources sources(Files files) {
        return new FileSources(files);
    }
}

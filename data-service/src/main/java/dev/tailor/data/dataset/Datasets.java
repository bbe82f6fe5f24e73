package dev.tailor.data.dataset;

import dev.tailor.data.InvalidRequest;
import dev.tailor.data.Page;
import dev.tailor.data.Storage;
import dev.tailor.data.UnknownDataset;
import dev.tailor.data.preparation.PreparedFile;
import dev.tailor.data.preparation.PreparedRows;
import java.io.IOException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** All datasets. */
public final class Datasets {

    private static final int MOST = 1_000;
    private static final int USUAL = 100;

    private final DatasetRepository repository;
    private final PreparedRows prepared;
    private final Assembly assembly;

    public Datasets(DatasetRepository repository, PreparedRows prepared, Clock clock) {
        this.repository = repository;
        this.prepared = prepared;
        this.assembly = new Assembly(prepared, clock);
    }

    /** The dataset of prepared files under a split; the same inputs give the same one. */
    public Dataset resolve(Dataset.Origin origin, SplitShares shares) {
        if (origin.validation() != null && shares.validation() > 0) {
            throw new InvalidRequest(
                    "x_tailor.split.validation", "validation must be 0 where a validation file is given");
        }
        try {
            String id = address(origin, shares);
            var known = repository.find(id);
            return known.isPresent() ? known.get() : repository.add(assembly.assemble(id, origin, shares));
        } catch (IOException failed) {
            throw Storage.failure(
                    "The rows of \"%s\" could not be read"
                            .formatted(origin.training().fileId()),
                    failed);
        }
    }

    public Dataset get(String id) {
        return repository.find(id).orElseThrow(() -> new UnknownDataset(id));
    }

    public Page<Dataset> list(String after, int limit) {
        if (limit < 0 || limit > MOST) {
            throw new InvalidRequest("limit", "limit must be 1 to %,d, was %d".formatted(MOST, limit));
        }
        if (!after.isEmpty() && repository.find(after).isEmpty()) {
            throw new InvalidRequest("after", "There is no dataset \"%s\" to list from".formatted(after));
        }
        return repository.list(after, limit == 0 ? USUAL : limit);
    }

    /** JSON. */
    public String report(String id) {
        Dataset dataset = get(id);
        try {
            return new DatasetReport(prepared).write(dataset);
        } catch (IOException failed) {
            throw Storage.failure("The report of \"%s\" could not be read".formatted(id), failed);
        }
    }

    public RowStream rows(String id, Split split) {
        return new RowStream(prepared, get(id), split);
    }

    private String address(Dataset.Origin origin, SplitShares shares) throws IOException {
        PreparedFile training = prepared.find(origin.training().rows());
        @Nullable Source validation = origin.validation();
        return DatasetAddress.of(training, validation == null ? null : prepared.find(validation.rows()), shares);
    }
}

package dev.tailor.data.dataset;

import dev.tailor.data.Page;
import java.util.Optional;

/** Where datasets are on record. */
public interface DatasetRepository {

    /** The dataset on record, which is the older one if somebody has added the same meanwhile. */
    Dataset add(Dataset dataset);

    Optional<Dataset> find(String id);

    /** Newest first, from behind the dataset of this id; empty: from the beginning. */
    Page<Dataset> list(String after, int limit);
}

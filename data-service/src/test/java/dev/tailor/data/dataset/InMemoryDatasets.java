package dev.tailor.data.dataset;

import dev.tailor.data.Page;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Datasets of a test. */
public final class InMemoryDatasets implements DatasetRepository {

    private final Map<String, Dataset> datasets = new LinkedHashMap<>();

    @Override
    public Dataset add(Dataset dataset) {
        Dataset known = datasets.putIfAbsent(dataset.id(), dataset);
        return known == null ? dataset : known;
    }

    @Override
    public Optional<Dataset> find(String id) {
        return Optional.ofNullable(datasets.get(id));
    }

    @Override
    public Page<Dataset> list(String after, int limit) {
        var newestFirst = datasets.values().stream().toList().reversed().stream()
                .dropWhile(dataset -> !after.isEmpty() && !dataset.id().equals(after))
                .skip(after.isEmpty() ? 0 : 1)
                .toList();
        return Page.of(newestFirst, limit);
    }
}

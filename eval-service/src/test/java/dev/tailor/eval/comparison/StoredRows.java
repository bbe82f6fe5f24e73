package dev.tailor.eval.comparison;

import dev.tailor.eval.DatasetNotFound;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.List;
import java.util.stream.IntStream;

/** The dataset "ds-sums" of twelve sums, "ds-texts" of twelve plain texts, and "ds-empty" of none. */
@Alternative
@Priority(1)
@ApplicationScoped
public class StoredRows implements TestRows {
    private static final int ROWS = 12;

    @Override
    public long count(String dataset) {
        return switch (dataset) {
            case "ds-sums", "ds-texts" -> ROWS;
            case "ds-empty" -> 0;
            default -> throw new DatasetNotFound(dataset);
        };
    }

    @Override
    public List<TestRow> first(String dataset, int limit) {
        return IntStream.range(0, (int) Math.min(limit, count(dataset)))
                .mapToObj(row -> new TestRow("row-" + row, dataset.equals("ds-texts") ? text(row) : json(row)))
                .toList();
    }

    private static String text(int row) {
        return "{\"text\":\"%d and one are %d.\"}".formatted(row, row + 1);
    }

    private static String json(int row) {
        return "{\"messages\":[{\"role\":\"user\",\"content\":\"%d+1\"},{\"role\":\"assistant\",\"content\":\"it is %d\"}]}"
                .formatted(row, row + 1);
    }
}

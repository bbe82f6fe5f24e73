package dev.tailor.eval.comparison;

import dev.tailor.eval.ComparisonNotFound;
import dev.tailor.eval.InvalidRequest;
import dev.tailor.eval.model.Models;
import java.time.Clock;
import java.util.UUID;

/** Takes orders for comparisons and answers questions about them. */
public final class Comparisons {
    private static final int MOST_COMPARISONS = 100;
    private static final int MOST_ITEMS = 1000;

    private final ComparisonRepository repository;
    private final Models models;
    private final TestRows testRows;
    private final Clock clock;

    public Comparisons(ComparisonRepository repository, Models models, TestRows testRows, Clock clock) {
        this.repository = repository;
        this.models = models;
        this.testRows = testRows;
        this.clock = clock;
    }

    /** Queues a comparison; models and dataset must exist. */
    public Comparison create(Subject subject) {
        models.require("base", subject.base());
        models.require("tuned", subject.tuned());
        testRows.count(subject.dataset());
        var id = "cmp-" + UUID.randomUUID().toString().replace("-", "");
        return repository.add(new Comparison(id, subject, clock.instant(), new ComparisonState.Queued(0)));
    }

    public Comparison get(String id) {
        return repository.find(id).orElseThrow(() -> new ComparisonNotFound(id));
    }

    /** Newest first; a limit of 0 takes 20. */
    public Page<Comparison> list(String after, int limit) {
        return repository.list(after, checked(limit, 20, MOST_COMPARISONS));
    }

    /** In row order; a limit of 0 takes 100. */
    public Page<Item> items(String id, String after, int limit) {
        get(id);
        return repository.items(id, after, checked(limit, 100, MOST_ITEMS));
    }

    private static int checked(int limit, int usual, int most) {
        if (limit < 0) {
            throw new InvalidRequest("limit", "limit must not be negative, was " + limit);
        }
        return limit == 0 ? usual : Math.min(limit, most);
    }
}

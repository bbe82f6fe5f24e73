package dev.tailor.eval.comparison;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps comparisons and their items. */
public interface ComparisonRepository {
    /** Stores it, or answers the one of the same subject that has not failed. */
    Comparison add(Comparison comparison);

    Optional<Comparison> find(String id);

    /** Newest first, after the given id; an empty id starts at the newest. */
    Page<Comparison> list(String after, int limit);

    /** Takes the oldest comparison that is queued, or runs under a lease that ran out by now. */
    Optional<Comparison> claim(Lease lease, Instant now);

    /** Renews a lease; false once another owner has it or the comparison has ended. */
    boolean renew(String id, Lease lease);

    /** Notes progress in percent while the owner holds the lease. */
    void progress(String id, String owner, double percent);

    /** Puts a running comparison into its next state, with its items, if the owner still holds the lease. */
    boolean leave(Comparison next, String owner, List<Item> items);

    /** How many are in each state, under its name in lower case. */
    Map<String, Long> counts();

    /** In row order, after the row of the given id; an empty id starts at the first. */
    Page<Item> items(String comparison, String after, int limit);
}

package dev.tailor.eval.comparison;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Comparisons in a list, oldest first. */
class InMemoryComparisons implements ComparisonRepository {
    private final List<Comparison> comparisons = new ArrayList<>();
    private final Map<String, List<Item>> items = new HashMap<>();

    @Override
    public synchronized Comparison add(Comparison comparison) {
        var standing = comparisons.stream()
                .filter(known -> known.subject().equals(comparison.subject()))
                .filter(known -> !(known.state() instanceof ComparisonState.Failed))
                .findFirst();
        if (standing.isEmpty()) {
            comparisons.add(comparison);
        }
        return standing.orElse(comparison);
    }

    @Override
    public synchronized Optional<Comparison> find(String id) {
        return comparisons.stream().filter(known -> known.id().equals(id)).findFirst();
    }

    @Override
    public synchronized Page<Comparison> list(String after, int limit) {
        var newestFirst = comparisons.reversed();
        int start = find(after).map(newestFirst::indexOf).orElse(-1) + 1;
        return Page.of(newestFirst.subList(start, newestFirst.size()), limit);
    }

    @Override
    public synchronized Optional<Comparison> claim(Lease lease, Instant now) {
        for (var comparison : List.copyOf(comparisons)) {
            if (comparison.state() instanceof ComparisonState.Queued queued) {
                return Optional.of(replace(comparison.with(queued.start(lease))));
            }
            if (comparison.state() instanceof ComparisonState.Running running
                    && running.lease().until().isBefore(now)) {
                return Optional.of(replace(comparison.with(running.takeOver(lease))));
            }
        }
        return Optional.empty();
    }

    @Override
    public synchronized boolean renew(String id, Lease lease) {
        var held = held(id, lease.owner());
        held.ifPresent(running -> replace(find(id).orElseThrow()
                .with(new ComparisonState.Running(lease, running.attempts(), running.percent()))));
        return held.isPresent();
    }

    @Override
    public synchronized void progress(String id, String owner, double percent) {
        held(id, owner)
                .ifPresent(running -> replace(find(id).orElseThrow()
                        .with(new ComparisonState.Running(running.lease(), running.attempts(), percent))));
    }

    @Override
    public synchronized boolean leave(Comparison next, String owner, List<Item> scored) {
        if (held(next.id(), owner).isEmpty()) {
            return false;
        }
        replace(next);
        items.put(next.id(), scored);
        return true;
    }

    @Override
    public synchronized Map<String, Long> counts() {
        return ComparisonState.NAMES.stream()
                .collect(Collectors.toMap(
                        name -> name,
                        name -> comparisons.stream()
                                .filter(comparison -> comparison.state().name().equals(name))
                                .count()));
    }

    @Override
    public synchronized Page<Item> items(String comparison, String after, int limit) {
        var all = items.getOrDefault(comparison, List.of());
        var ids = all.stream().map(item -> item.example().id()).toList();
        return Page.of(all.subList(ids.indexOf(after) + 1, all.size()), limit);
    }

    private Optional<ComparisonState.Running> held(String id, String owner) {
        return find(id).filter(comparison -> comparison.state() instanceof ComparisonState.Running)
                .map(comparison -> (ComparisonState.Running) comparison.state())
                .filter(running -> running.lease().owner().equals(owner));
    }

    private Comparison replace(Comparison comparison) {
        var ids = comparisons.stream().map(Comparison::id).toList();
        comparisons.set(ids.indexOf(comparison.id()), comparison);
        return comparison;
    }
}

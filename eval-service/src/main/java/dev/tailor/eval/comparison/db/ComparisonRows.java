package dev.tailor.eval.comparison.db;

import dev.tailor.eval.comparison.Comparison;
import dev.tailor.eval.comparison.ComparisonRepository;
import dev.tailor.eval.comparison.ComparisonState;
import dev.tailor.eval.comparison.Item;
import dev.tailor.eval.comparison.Lease;
import dev.tailor.eval.comparison.Page;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.panache.common.Parameters;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Comparisons in the database, each call a transaction of its own. */
@ApplicationScoped
public class ComparisonRows implements PanacheRepositoryBase<ComparisonRow, String>, ComparisonRepository {
    private static final String FREE = "(status = 'queued' or (status = 'running' and leaseUntil < :now))";
    private static final String HELD = "id = :id and status = 'running' and leaseOwner = :owner";

    private final ComparisonItemRows items;

    public ComparisonRows(ComparisonItemRows items) {
        this.items = items;
    }

    @Override
    public Comparison add(Comparison comparison) {
        var row = ComparisonRowMapper.toRow(comparison);
        try {
            return inTransaction(() -> standing(row).orElseGet(() -> {
                persistAndFlush(row);
                return comparison;
            }));
        } catch (PersistenceException raced) {
            return inTransaction(() -> standing(row)).orElseThrow(() -> raced);
        }
    }

    @Override
    public Optional<Comparison> find(String id) {
        return inTransaction(() -> findByIdOptional(id).map(ComparisonRowMapper::toComparison));
    }

    @Override
    public Page<Comparison> list(String after, int limit) {
        return inTransaction(() -> {
            var query = findByIdOptional(after)
                    .map(last -> find(
                            "createdAt < :at or (createdAt = :at and id < :id) order by createdAt desc, id desc",
                            Parameters.with("at", last.createdAt).and("id", last.id)))
                    .orElseGet(() -> findAll(Sort.descending("createdAt", "id")));
            var found = query.range(0, limit).list();
            return Page.of(found.stream().map(ComparisonRowMapper::toComparison).toList(), limit);
        });
    }

    @Override
    public Optional<Comparison> claim(Lease lease, Instant now) {
        return inTransaction(() -> {
            long at = now.toEpochMilli();
            return find(FREE + " order by createdAt, id", Parameters.with("now", at))
                    .range(0, 0)
                    .firstResultOptional()
                    .map(row -> row.id)
                    .filter(id -> take(id, lease, at))
                    .map(id -> ComparisonRowMapper.toComparison(reloaded(id)));
        });
    }

    @Override
    public boolean renew(String id, Lease lease) {
        var values = held(id, lease.owner()).and("until", lease.until().toEpochMilli());
        return inTransaction(() -> update("leaseUntil = :until where " + HELD, values) == 1);
    }

    @Override
    public void progress(String id, String owner, double percent) {
        inTransaction(
                () -> update("percent = :percent where " + HELD, held(id, owner).and("percent", percent)));
    }

    @Override
    public boolean leave(Comparison next, String owner, List<Item> scored) {
        return inTransaction(() -> {
            if (!lock(next.id(), owner)) {
                return false;
            }
            var row = findByIdOptional(next.id()).orElseThrow();
            ComparisonRowMapper.write(next, row);
            items.add(next.id(), scored);
            return true;
        });
    }

    @Override
    public Page<Item> items(String comparison, String after, int limit) {
        return inTransaction(() -> items.page(comparison, after, limit));
    }

    @Override
    public Map<String, Long> counts() {
        return inTransaction(() ->
                ComparisonState.NAMES.stream().collect(Collectors.toMap(name -> name, name -> count("status", name))));
    }

    /** An update that changes nothing locks the row on every database, where H2 knows no "for no key update". */
    private boolean lock(String id, String owner) {
        return update("percent = percent where " + HELD, held(id, owner)) == 1;
    }

    private boolean take(String id, Lease lease, long now) {
        var values = Parameters.with("id", id)
                .and("now", now)
                .and("owner", lease.owner())
                .and("until", lease.until().toEpochMilli());
        return update(
                        "status = 'running', percent = 0, attempts = attempts + 1, leaseOwner = :owner,"
                                + " leaseUntil = :until where id = :id and " + FREE,
                        values)
                == 1;
    }

    private ComparisonRow reloaded(String id) {
        getEntityManager().clear();
        return findByIdOptional(id).orElseThrow();
    }

    private Optional<Comparison> standing(ComparisonRow row) {
        return find("subjectKey", row.subjectKey).firstResultOptional().map(ComparisonRowMapper::toComparison);
    }

    private static Parameters held(String id, String owner) {
        return Parameters.with("id", id).and("owner", owner);
    }

    private static <T> T inTransaction(Supplier<T> work) {
        return QuarkusTransaction.requiringNew().call(work::get);
    }
}

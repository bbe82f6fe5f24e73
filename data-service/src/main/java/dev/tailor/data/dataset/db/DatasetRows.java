package dev.tailor.data.dataset.db;

import dev.tailor.data.Page;
import dev.tailor.data.dataset.Dataset;
import dev.tailor.data.dataset.DatasetRepository;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import java.util.Optional;

/** Datasets in the database, each call a transaction of its own. */
@ApplicationScoped
public class DatasetRows implements PanacheRepositoryBase<DatasetRow, String>, DatasetRepository {

    @Override
    public Dataset add(Dataset dataset) {
        try {
            QuarkusTransaction.requiringNew().run(() -> persistAndFlush(DatasetRowMapper.toRow(dataset)));
            return dataset;
        } catch (PersistenceException raced) {
            return find(dataset.id()).orElseThrow(() -> raced);
        }
    }

    @Override
    public Optional<Dataset> find(String id) {
        return QuarkusTransaction.requiringNew().call(() -> findByIdOptional(id).map(DatasetRowMapper::toDataset));
    }

    @Override
    public Page<Dataset> list(String after, int limit) {
        return QuarkusTransaction.requiringNew().call(() -> {
            var query = findByIdOptional(after)
                    .map(last -> find("position < ?1", Sort.descending("position"), last.position))
                    .orElseGet(() -> findAll(Sort.descending("position")));
            var found = query.range(0, limit).list();
            return Page.of(found.stream().map(DatasetRowMapper::toDataset).toList(), limit);
        });
    }
}

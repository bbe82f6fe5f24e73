package dev.tailor.data.file.db;

import dev.tailor.data.Page;
import dev.tailor.data.file.FileQuery;
import dev.tailor.data.file.FileRepository;
import dev.tailor.data.file.FileState;
import dev.tailor.data.file.StoredFile;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.panache.common.Parameters;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Files in the database, each call a transaction of its own. */
@ApplicationScoped
public class FileRows implements PanacheRepositoryBase<FileRow, String>, FileRepository {

    @Override
    public void add(StoredFile file) {
        QuarkusTransaction.requiringNew().run(() -> persist(FileRowMapper.toRow(file)));
    }

    @Override
    public Optional<StoredFile> find(String id) {
        return QuarkusTransaction.requiringNew().call(() -> findByIdOptional(id).map(FileRowMapper::toFile));
    }

    @Override
    public void settle(String id, FileState state) {
        QuarkusTransaction.requiringNew()
                .run(() -> findByIdOptional(id).ifPresent(row -> FileRowMapper.settle(row, state)));
    }

    @Override
    public Page<StoredFile> list(FileQuery query) {
        return QuarkusTransaction.requiringNew().call(() -> {
            List<String> conditions = new ArrayList<>(List.of("1 = 1"));
            Parameters values = new Parameters();
            if (query.purpose() != null) {
                conditions.add("purpose = :purpose");
                values.and("purpose", query.purpose().name());
            }
            findByIdOptional(query.after()).ifPresent(last -> {
                conditions.add(query.ascending() ? "position > :last" : "position < :last");
                values.and("last", last.position);
            });
            Sort order = query.ascending() ? Sort.ascending("position") : Sort.descending("position");
            List<FileRow> found = find(String.join(" and ", conditions), order, values)
                    .range(0, query.limit())
                    .list();
            return Page.of(found.stream().map(FileRowMapper::toFile).toList(), query.limit());
        });
    }

    @Override
    public boolean remove(String id) {
        return QuarkusTransaction.requiringNew().call(() -> delete("id", id) == 1);
    }

    @Override
    public List<String> waiting() {
        return QuarkusTransaction.requiringNew()
                .call(() -> find("status = ?1 order by position", FileRowMapper.UPLOADED).stream()
                        .map(row -> row.id)
                        .toList());
    }

    @Override
    public List<String> expired(Instant now) {
        return QuarkusTransaction.requiringNew()
                .call(() -> find("expiresAt <= ?1", now.toEpochMilli()).stream()
                        .map(row -> row.id)
                        .toList());
    }
}

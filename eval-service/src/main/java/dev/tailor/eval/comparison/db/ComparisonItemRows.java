package dev.tailor.eval.comparison.db;

import dev.tailor.eval.comparison.Item;
import dev.tailor.eval.comparison.Page;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Items of comparisons, in row order. Works in the caller's transaction. */
@ApplicationScoped
class ComparisonItemRows implements PanacheRepositoryBase<ComparisonItemRow, ComparisonItemRow.Place> {
    void add(String comparison, List<Item> items) {
        for (int position = 0; position < items.size(); position++) {
            var row = new ComparisonItemRow();
            row.comparisonId = comparison;
            row.position = position;
            row.rowId = items.get(position).example().id();
            row.item = RowJson.write(items.get(position));
            persist(row);
        }
    }

    Page<Item> page(String comparison, String after, int limit) {
        int last = find("comparisonId = ?1 and rowId = ?2 order by position", comparison, after)
                .firstResultOptional()
                .map(row -> row.position)
                .orElse(-1);
        var found = find("comparisonId = ?1 and position > ?2 order by position", comparison, last)
                .range(0, limit)
                .list();
        return Page.of(
                found.stream().map(row -> RowJson.read(row.item, Item.class)).toList(), limit);
    }
}

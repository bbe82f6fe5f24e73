package dev.tailor.eval.comparison.db;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;

/** An item as it lies in the table: its place, its row's id for paging, and everything else as JSON. */
@Entity
@IdClass(ComparisonItemRow.Place.class)
@Table(name = "comparison_items")
class ComparisonItemRow {
    @Id
    @Column(name = "comparison_id")
    String comparisonId = "";

    @Id
    int position;

    @Column(name = "row_id")
    String rowId = "";

    @Column(columnDefinition = "text")
    String item = "";

    /** The key of an item. */
    record Place(String comparisonId, int position) implements Serializable {}
}

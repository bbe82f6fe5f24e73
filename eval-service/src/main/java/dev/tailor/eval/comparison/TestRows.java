package dev.tailor.eval.comparison;

import java.util.List;

/** The test splits that data-service keeps. */
public interface TestRows {
    /** Fails with DatasetNotFound for an unknown dataset. */
    long count(String dataset);

    /** The first rows of the split, in file order. */
    List<TestRow> first(String dataset, int limit);
}

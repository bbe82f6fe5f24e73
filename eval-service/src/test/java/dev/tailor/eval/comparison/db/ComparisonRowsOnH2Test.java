package dev.tailor.eval.comparison.db;

import dev.tailor.eval.comparison.ComparisonRepository;
import dev.tailor.eval.comparison.ComparisonRepositoryContract;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class ComparisonRowsOnH2Test implements ComparisonRepositoryContract {
    private final ComparisonRepository comparisons;

    ComparisonRowsOnH2Test(ComparisonRepository comparisons) {
        this.comparisons = comparisons;
    }

    @Override
    public ComparisonRepository repository() {
        return comparisons;
    }
}

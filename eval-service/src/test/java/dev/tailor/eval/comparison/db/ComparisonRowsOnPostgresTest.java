package dev.tailor.eval.comparison.db;

import dev.tailor.eval.comparison.ComparisonRepository;
import dev.tailor.eval.comparison.ComparisonRepositoryContract;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@QuarkusTestResource(value = PostgresServer.class, restrictToAnnotatedClass = true)
class ComparisonRowsOnPostgresTest implements ComparisonRepositoryContract {
    private final ComparisonRepository comparisons;

    ComparisonRowsOnPostgresTest(ComparisonRepository comparisons) {
        this.comparisons = comparisons;
    }

    @Override
    public ComparisonRepository repository() {
        return comparisons;
    }
}

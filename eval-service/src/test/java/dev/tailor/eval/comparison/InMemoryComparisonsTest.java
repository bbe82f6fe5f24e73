package dev.tailor.eval.comparison;

class InMemoryComparisonsTest implements ComparisonRepositoryContract {
    private final InMemoryComparisons comparisons = new InMemoryComparisons();

    @Override
    public ComparisonRepository repository() {
        return comparisons;
    }
}

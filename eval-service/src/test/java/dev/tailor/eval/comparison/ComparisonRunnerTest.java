package dev.tailor.eval.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tailor.eval.DatasetNotFound;
import dev.tailor.eval.ModelNotFound;
import dev.tailor.eval.model.BaseModels;
import dev.tailor.eval.model.ModelCache;
import dev.tailor.eval.model.Models;
import dev.tailor.eval.model.ScriptedModels;
import dev.tailor.eval.model.StoredModels;
import dev.tailor.eval.statistics.PairedBootstrap;
import dev.tailor.eval.statistics.Verdict;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonRunnerTest {
    private static final String TUNED = "ft:base:tailor:good:1";

    @TempDir
    Path home = Path.of("target");

    private final Clock clock = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
    private final InMemoryComparisons repository = new InMemoryComparisons();
    private final StoredModels registry = new StoredModels();
    private final ScriptedModels scripted = new ScriptedModels();
    private Comparisons comparisons = comparisons(Path.of("target"));
    private ComparisonRunner runner = runner(Path.of("target"), 1000);

    @BeforeEach
    void useTheHome() {
        comparisons = comparisons(home);
        runner = runner(home, 1000);
    }

    @Test
    void aBetterModelIsCalledBetterWithEveryMetric() {
        // Given
        var order = comparisons.create(new Subject("base", TUNED, "ds-sums"));
        // When
        boolean ran = runner.runNext();
        // Then
        assertThat(ran).isTrue();
        var completed = (ComparisonState.Completed) comparisons.get(order.id()).state();
        var result = completed.result();
        assertThat(result.metrics())
                .extracting(metric -> metric.name())
                .containsExactly("loss", "perplexity", "exact_match", "token_f1", "bleu");
        assertThat(result.metrics().get(2).difference().value()).isEqualTo(1);
        assertThat(result.judgement().verdict()).isEqualTo(Verdict.BETTER);
        assertThat(result.rows()).isEqualTo(12);
    }

    @Test
    void plainTextsAreComparedByTheirLossAlone() {
        // Given
        var order = comparisons.create(new Subject("base", TUNED, "ds-texts"));
        // When
        runner.runNext();
        // Then
        var completed = (ComparisonState.Completed) comparisons.get(order.id()).state();
        assertThat(completed.result().metrics())
                .extracting(metric -> metric.name())
                .containsExactly("loss", "perplexity");
        assertThat(completed.result().judgement().verdict()).isEqualTo(Verdict.BETTER);
        assertThat(completed.result().judgement().inWords())
                .startsWith("Better: on 12 test rows the tuned model's loss is")
                .doesNotContain("exact match");
        assertThat(comparisons.items(order.id(), "", 0).entries().getFirst().example())
                .isEqualTo(new Example("row-0", "[]", "0 and one are 1."));
    }

    @Test
    void everyExampleIsKeptWithBothAnswers() {
        // Given
        var order = comparisons.create(new Subject("base", TUNED, "ds-sums"));
        // When
        runner.runNext();
        // Then
        var items = comparisons.items(order.id(), "", 0).entries();
        assertThat(items).hasSize(12);
        assertThat(items.getFirst().example())
                .isEqualTo(new Example("row-0", "[{\"role\":\"user\",\"content\":\"0+1\"}]", "it is 1"));
        assertThat(items.getFirst().base().text()).isEqualTo("no idea");
        assertThat(items.getFirst().tuned().exactMatch()).isEqualTo(1);
    }

    @Test
    void onlySoManyRowsAreUsedAndTheRestIsTold() {
        // Given
        var order = comparisons.create(new Subject("base", TUNED, "ds-sums"));
        // When
        runner(home, 8).runNext();
        // Then
        var completed = (ComparisonState.Completed) comparisons.get(order.id()).state();
        assertThat(completed.result().rows()).isEqualTo(8);
        assertThat(completed.result().rowsAvailable()).isEqualTo(12);
    }

    @Test
    void anEmptyTestSplitFailsWithItsReason() {
        // Given
        var order = comparisons.create(new Subject("base", TUNED, "ds-empty"));
        // When
        runner.runNext();
        // Then
        var failed = (ComparisonState.Failed) comparisons.get(order.id()).state();
        assertThat(failed.failure().code()).isEqualTo("empty_test_split");
        assertThat(failed.failure().message()).contains("ds-empty");
    }

    @Test
    void aLostWorkerIsTriedAgain() {
        // Given
        var order = comparisons.create(new Subject("base", TUNED, "ds-sums"));
        scripted.crash(2);
        // When
        var runs = List.of(runner.runNext(), runner.runNext(), runner.runNext());
        // Then
        assertThat(runs).containsOnly(true);
        assertThat(comparisons.get(order.id()).state()).isInstanceOf(ComparisonState.Completed.class);
    }

    @Test
    void aWorkerThatIsLostThreeTimesFailsTheComparison() {
        // Given
        var order = comparisons.create(new Subject("base", TUNED, "ds-sums"));
        scripted.crash(3);
        // When
        var runs = List.of(runner.runNext(), runner.runNext(), runner.runNext(), runner.runNext());
        // Then
        assertThat(runs).containsExactly(true, true, true, false);
        assertThat(comparisons.get(order.id()).state())
                .isEqualTo(new ComparisonState.Failed(new Failure("worker_lost", "It ended"), clock.instant()));
    }

    @Test
    void aModelThatWasDeletedMeanwhileFailsTheComparison() {
        // Given
        var order = comparisons.create(new Subject("base", TUNED, "ds-sums"));
        registry.delete(TUNED);
        // When
        runner.runNext();
        // Then
        var failed = (ComparisonState.Failed) comparisons.get(order.id()).state();
        assertThat(failed.failure().code()).isEqualTo("model_not_found");
    }

    @Test
    void ordersForWhatDoesNotExistAreRefused() {
        assertThatThrownBy(() -> comparisons.create(new Subject("base", "ft:none", "ds-sums")))
                .isInstanceOf(ModelNotFound.class)
                .hasMessageContaining("ft:none");
        assertThatThrownBy(() -> comparisons.create(new Subject("base", TUNED, "ds-none")))
                .isInstanceOf(DatasetNotFound.class);
    }

    private Models models(Path folder) {
        return new Models(new BaseModels(List.of()), registry, new ModelCache(folder.resolve("models"), registry));
    }

    private Comparisons comparisons(Path folder) {
        return new Comparisons(repository, models(folder), new StoredRows(), clock);
    }

    private ComparisonRunner runner(Path folder, int maxRows) {
        var evaluation = new Evaluation(
                models(folder),
                scripted,
                new StoredRows(),
                new PairedBootstrap(200, 0),
                new EvaluationLimits(maxRows, 64),
                new Scratch(folder.resolve("work")));
        return new ComparisonRunner(repository, evaluation, clock, Duration.ofSeconds(30), Duration.ofMillis(1));
    }
}

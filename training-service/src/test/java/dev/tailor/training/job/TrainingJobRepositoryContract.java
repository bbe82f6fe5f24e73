package dev.tailor.training.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tailor.training.problem.JobNotFound;
import dev.tailor.training.problem.UnknownCursor;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every repository of jobs must do. */
public interface TrainingJobRepositoryContract {

    Instant START = Instant.parse("2026-01-02T03:04:05Z");

    TrainingJobRepository repository();

    @Test
    default void whatWasAddedIsFoundAgain() {
        // Given
        var job = added(Map.of("team", "blue"));
        // When
        var found = repository().find(job.id());
        // Then
        assertThat(found).contains(job);
        assertThat(repository().find("ftjob-none")).isEmpty();
    }

    @Test
    default void aChangeStays() {
        // Given
        var job = added(Map.of());
        var running = job.in(new JobState.Running("me", START.plusSeconds(15)))
                .at(new Progress(3, 9, 0.5, 12.5, 800, START.getEpochSecond(), 4.5, 0.25, new StepTotals(3, 4, 2, 1)))
                .crashedAgain();
        // When
        repository().update(job.id(), now -> running);
        // Then
        assertThat(repository().find(job.id())).contains(running);
        assertThat(repository().withStatus(JobStatus.RUNNING)).contains(job.id());
        assertThat(repository().withStatus(JobStatus.VALIDATING_FILES)).doesNotContain(job.id());
    }

    @Test
    default void aChangeThatThrowsLeavesTheJobAsItWas() {
        // Given
        var job = added(Map.of());
        // When
        assertThatThrownBy(() -> repository().update(job.id(), now -> {
                    throw new JobNotFound("refused");
                }))
                .isInstanceOf(JobNotFound.class);
        // Then
        assertThat(repository().find(job.id())).contains(job);
    }

    @Test
    default void anUnknownJobCannotBeChanged() {
        assertThatThrownBy(() -> repository().update("ftjob-none", now -> now)).isInstanceOf(JobNotFound.class);
    }

    @Test
    default void changesAtOnceComeOneAfterTheOther() {
        // Given
        var job = added(Map.of());
        // When
        IntStream.range(0, 16)
                .mapToObj(one ->
                        Thread.ofPlatform().start(() -> repository().update(job.id(), TrainingJob::crashedAgain)))
                .toList()
                .forEach(TrainingJobRepositoryContract::join);
        // Then
        assertThat(repository().find(job.id()).orElseThrow().crashes()).isEqualTo(16);
    }

    @Test
    default void theSameKeyAnswersTheFirstJob() {
        // Given
        var key = Optional.of(UUID.randomUUID().toString());
        var first = repository().add(job(Map.of()), key);
        // When
        var second = repository().add(job(Map.of()), key);
        // Then
        assertThat(second).isEqualTo(first);
    }

    @Test
    default void jobsAreListedNewestFirstInPages() {
        // Given
        var tag = Map.of("tag", UUID.randomUUID().toString());
        var filter = new JobFilter(tag, false);
        var ids = List.of(added(tag).id(), added(tag).id(), added(tag).id());
        added(Map.of());
        // When
        var first = repository().page(filter, new Cursor("", 2));
        var second = repository().page(filter, new Cursor(ids.get(1), 2));
        // Then
        assertThat(first.items()).extracting(TrainingJob::id).containsExactly(ids.get(2), ids.get(1));
        assertThat(first.hasMore()).isTrue();
        assertThat(second.items()).extracting(TrainingJob::id).containsExactly(ids.get(0));
        assertThat(second.hasMore()).isFalse();
    }

    @Test
    default void jobsWithoutMetadataAreListedAlone() {
        // Given
        var tagged = added(Map.of("team", "red"));
        var plain = added(Map.of());
        // When
        var page = repository().page(new JobFilter(Map.of(), true), new Cursor("", 100));
        // Then
        assertThat(page.items()).contains(plain).doesNotContain(tagged);
    }

    @Test
    default void anUnknownCursorIsRefused() {
        assertThatThrownBy(() -> repository().page(JobFilter.ALL, new Cursor("ftjob-none", 2)))
                .isInstanceOf(UnknownCursor.class);
    }

    @Test
    default void jobsAreCountedByTheirStatusAndFoundWhenAComparisonIsDue() {
        // Given
        long before = count(JobStatus.SUCCEEDED);
        var job = added(Map.of());
        // When
        repository()
                .update(
                        job.id(),
                        now -> now.in(new JobState.Succeeded("ft:tiny", START)).compared(Comparison.DUE));
        // Then
        assertThat(count(JobStatus.SUCCEEDED)).isEqualTo(before + 1);
        assertThat(repository().withComparisonDue()).contains(job.id());
    }

    @Test
    default void aJobThatHasNotEndedIsFoundByWhatItStartsFrom() {
        // Given
        var model = "ft:tiny:tailor:a_b:" + UUID.randomUUID();
        var first = repository().add(from(model + ":ckpt-step-2"), Optional.empty());
        var second = repository().add(from(model), Optional.empty());
        repository().add(from(model.replace('_', '-')), Optional.empty());
        // Then
        assertThat(repository().unfinishedFrom(model)).contains(first.id());
        assertThat(repository().unfinishedFrom(model + ":ckpt-step-2")).contains(first.id());
        repository().update(first.id(), job -> job.cancelled(START));
        assertThat(repository().unfinishedFrom(model)).contains(second.id());
        assertThat(repository().unfinishedFrom(model + ":ckpt-step-2")).isEmpty();
    }

    private long count(JobStatus status) {
        return repository().countByStatus().getOrDefault(status, 0L);
    }

    private TrainingJob added(Map<String, String> metadata) {
        return repository().add(job(metadata), Optional.empty());
    }

    private static TrainingJob job(Map<String, String> metadata) {
        return job("tiny", metadata);
    }

    private static TrainingJob from(String model) {
        return job(model, Map.of());
    }

    private static TrainingJob job(String model, Map<String, String> metadata) {
        var spec = new TrainingJobSpec(
                model, "file-1", null, "try", 7, metadata, Hyperparameters.AUTO, TailorOptions.AUTO);
        return TrainingJob.submitted("ftjob-" + UUID.randomUUID(), spec, START);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.tailor.training.job;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Events in a list. */
final class RememberedEvents implements JobEventRepository {

    private final List<JobEvent> events = new CopyOnWriteArrayList<>();

    List<String> messages(String jobId) {
        return events.stream()
                .filter(event -> event.jobId().equals(jobId))
                .map(JobEvent::message)
                .toList();
    }

    @Override
    public void add(JobEvent event) {
        events.add(event);
    }

    @Override
    public void putStep(JobEvent event, int step) {
        events.add(event);
    }

    @Override
    public void putSamples(JobEvent event, Samples samples) {
        events.add(event);
    }

    @Override
    public void removeStepsAfter(String jobId, int step) {}

    @Override
    public Page<JobEvent> page(String jobId, Cursor cursor) {
        return Page.of(new ArrayList<>(events).reversed(), cursor.limit());
    }

    @Override
    public List<StepMetrics> steps(String jobId) {
        return List.of();
    }
}

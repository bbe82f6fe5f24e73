package dev.tailor.training.job;

import java.util.List;

/** Where events are kept, in the order in which they came. */
public interface JobEventRepository {

    void add(JobEvent event);

    /** Stores the event of a step, or puts its content in the place of the step's earlier event. */
    void putStep(JobEvent event, int step);

    /** Stores the samples of a step, or puts them in the place of the step's earlier ones. */
    void putSamples(JobEvent event, Samples samples);

    /** Removes what was reported of later steps. */
    void removeStepsAfter(String jobId, int step);

    /** Newest first. */
    Page<JobEvent> page(String jobId, Cursor cursor);

    /** Of every step that was reported, in order. */
    List<StepMetrics> steps(String jobId);
}

package dev.tailor.worker.bench;

import dev.tailor.model.CheckpointReport;
import dev.tailor.model.StartReport;
import dev.tailor.model.StepReport;
import dev.tailor.model.TrainingListener;
import dev.tailor.model.ValidationReport;
import java.lang.management.ManagementFactory;

/** Takes the time of the way to the first step, and of steps but for the first, in which much happens for the first time. */
final class StepClock implements TrainingListener {

    private double uptime;
    private double seconds;
    private int steps;

    double mean() {
        return seconds / Math.max(1, steps);
    }

    /** Seconds from the start of the process to that of the first step. */
    double uptime() {
        return uptime;
    }

    @Override
    public void started(StartReport report) {
        uptime = ManagementFactory.getRuntimeMXBean().getUptime() / 1e3;
    }

    @Override
    public void step(StepReport report) {
        if (report.step() > 1) {
            seconds += report.seconds();
            steps++;
        }
    }

    @Override
    public void validated(ValidationReport report) {}

    @Override
    public void checkpointed(CheckpointReport report) {}

    @Override
    public void warned(String reason, String message) {}
}

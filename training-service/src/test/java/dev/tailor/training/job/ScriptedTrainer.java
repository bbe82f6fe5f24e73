package dev.tailor.training.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Four steps with a checkpoint after every second one, and where it is stopped. */
final class ScriptedTrainer implements Trainer {

    final CountDownLatch held = new CountDownLatch(1);
    final CountDownLatch stopped = new CountDownLatch(1);
    int dieAfter;
    RuntimeException death = new WorkerLost("killed", null);
    double stepSeconds = 0.1;
    int holdAfter;
    boolean killedWhileStopping;
    boolean worsens;
    int plans;
    int left;
    Plan plan = plan(true);
    List<String> restored = List.of();
    String adapter = "";

    @Nullable
    Path resumedFrom;

    static Plan plan(boolean fits) {
        var suggestion =
                new Plan.Suggestion("x_tailor.micro_batch_size", "2", "with x_tailor.micro_batch_size 2 it fits");
        return new Plan(
                fits,
                new Plan.Memory(1, 2, 3, 4, 5, 15, 20),
                0.5,
                4,
                3,
                400,
                TrainerReport.LongRows.NONE,
                null,
                fits ? null : suggestion);
    }

    @Override
    public void train(Run run, Consumer<TrainerReport> reports) {
        try {
            int from = 0;
            if (run.model().adapter() != null) {
                adapter = Files.readString(run.model().adapter().resolve("adapter_model.safetensors"));
            }
            if (run.resumeFrom() != null) {
                resumedFrom = run.resumeFrom().getFileName();
                from = Integer.parseInt(resumedFrom.toString().substring("step-".length()));
                restored = names(run.checkpoints());
            }
            reports.accept(new TrainerReport.Started(4, from, TrainerReport.LongRows.NONE));
            reports.accept(new TrainerReport.Warned("The loss leapt at step 1"));
            for (int step = from + 1; step <= 4; step++) {
                reports.accept(
                        new TrainerReport.Step(step, step / 4.0, 3.0 / step, 0.5, 1e-3, 1.0, 100, stepSeconds, 0.5));
                if (step == dieAfter) {
                    throw death;
                }
                if (step % 2 == 0) {
                    save(run, step, worsens ? step : 2.0 / step, reports);
                }
                if (step == holdAfter) {
                    held.countDown();
                    stopped.await();
                    end(run, step, reports);
                    return;
                }
            }
            Files.createDirectories(run.output());
            Files.writeString(run.output().resolve("adapter_model.safetensors"), "weights");
            reports.accept(new TrainerReport.Finished(worsens ? 2 : 4, 400, 1000, worsens));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private void end(Run run, int step, Consumer<TrainerReport> reports) throws IOException {
        if (killedWhileStopping) {
            throw death;
        }
        if (step % 2 != 0) {
            save(run, step, 2.0 / step, reports);
        }
        reports.accept(new TrainerReport.Stopped(step));
    }

    @Override
    public Plan plan(Run run) {
        plans++;
        return plan;
    }

    @Override
    public void stop() {
        stopped.countDown();
    }

    @Override
    public void leave() {
        left++;
    }

    private static List<String> names(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    static Samples samples(int step) {
        var sample = new Samples.Sample(7, "<user>Hi", "answer of step " + step, "yes", Samples.Finish.STOP);
        return new Samples(step, List.of(sample));
    }

    private static void save(Run run, int step, double loss, Consumer<TrainerReport> reports) throws IOException {
        var folder = Files.createDirectories(run.checkpoints().resolve("step-" + step));
        Files.writeString(folder.resolve("adapter_model.safetensors"), "weights " + step);
        Files.writeString(folder.resolve("trainer_state.json"), "{}");
        Files.writeString(folder.resolve("trainer_state.safetensors"), "moments");
        Files.writeString(folder.resolve("manifest.json"), "{}");
        reports.accept(new TrainerReport.Validated(step, loss, 0.5));
        reports.accept(new TrainerReport.Sampled(samples(step)));
        reports.accept(new TrainerReport.Saved(step, folder));
    }
}

package dev.tailor.training.job;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The result file of a job: one line a step, blank where a step has no figure. */
final class ResultTable {

    private static final String HEADER = "step,train_loss,train_accuracy,valid_loss,valid_mean_token_accuracy\n";

    private ResultTable() {}

    static byte[] of(List<StepMetrics> steps) {
        var table = new StringBuilder(HEADER);
        for (var step : steps) {
            table.append(step.step())
                    .append(',')
                    .append(cell(step.trainLoss()))
                    .append(',')
                    .append(cell(step.trainAccuracy()))
                    .append(',')
                    .append(cell(step.validLoss()))
                    .append(',')
                    .append(cell(step.validAccuracy()))
                    .append('\n');
        }
        return table.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String cell(@Nullable Double value) {
        return value == null ? "" : Double.toString(value);
    }
}

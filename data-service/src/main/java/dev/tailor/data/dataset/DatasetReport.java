package dev.tailor.data.dataset;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tailor.data.preparation.PreparedRows;
import dev.tailor.data.preparation.Reports;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What became of every row of a dataset. */
final class DatasetReport {

    private final PreparedRows prepared;

    DatasetReport(PreparedRows prepared) {
        this.prepared = prepared;
    }

    String write(Dataset dataset) throws IOException {
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        report.put("dataset", dataset.id());
        counts(report.putObject("counts"), dataset.counts());
        SplitShares shares = dataset.shares();
        report.putObject("split")
                .put("train", shares.train())
                .put("validation", shares.validation())
                .put("test", shares.test())
                .put("seed", shares.seed());
        var files = report.putArray("files");
        ObjectNode training = file(dataset.origin().training(), "training");
        files.add(training);
        @Nullable Source validation = dataset.origin().validation();
        if (validation != null) {
            ObjectNode second = file(validation, "validation");
            files.add(second);
            long within = repeats(training) + repeats(second);
            report.put("training_rows_also_in_validation", dataset.counts().duplicates() - within);
        }
        return report.toString();
    }

    private ObjectNode file(Source source, String role) throws IOException {
        ObjectNode file = JsonNodeFactory.instance.objectNode();
        file.put("file", source.fileId());
        file.put("role", role);
        file.setAll(Reports.read(prepared.reportJson(source.rows())));
        return file;
    }

    private static void counts(ObjectNode node, DatasetCounts counts) {
        node.put("rows", counts.rows())
                .put("train", counts.train())
                .put("validation", counts.validation())
                .put("test", counts.test())
                .put("duplicates", counts.duplicates())
                .put("rejected", counts.rejected());
    }

    private static long repeats(ObjectNode file) {
        return file.path("duplicates").path("count").asLong();
    }
}

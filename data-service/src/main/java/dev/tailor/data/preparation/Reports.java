package dev.tailor.data.preparation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The report of a preparation as JSON, in and out. */
public final class Reports {

    private static final JsonMapper JSON = new JsonMapper();

    private Reports() {}

    static String write(Tally tally, String digest) {
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        report.put("version", Preparation.VERSION);
        report.put("digest", digest);
        report.put("rows", tally.rows());
        report.put("kept", tally.kept());
        duplicates(report.putObject("duplicates"), tally);
        rejected(report.putObject("rejected"), tally);
        report.putObject("characters")
                .put("shortest", tally.shortest())
                .put("mean", tally.mean())
                .put("longest", tally.longest());
        ObjectNode roles = report.putObject("messages");
        tally.roles().forEach((role, count) -> roles.put(role.word(), count));
        return report.toString();
    }

    /** The whole report. */
    public static ObjectNode read(String json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("A stored report is not JSON", broken);
        }
    }

    static PreparedFile prepared(String key, JsonNode report) {
        return new PreparedFile(
                key,
                report.path("digest").asText(),
                new RowCounts(
                        report.path("rows").asLong(),
                        report.path("kept").asLong(),
                        report.path("duplicates").path("count").asLong(),
                        report.path("rejected").path("count").asLong()));
    }

    private static void duplicates(ObjectNode duplicates, Tally tally) {
        duplicates.put("count", tally.duplicates());
        duplicates.put("not_listed", tally.duplicates() - tally.repeats().size());
        var lines = duplicates.putArray("lines");
        tally.repeats()
                .forEach(repeat -> lines.addObject().put("line", repeat.line()).put("first_line", repeat.first()));
    }

    private static void rejected(ObjectNode rejected, Tally tally) {
        rejected.put("count", tally.rejected());
        rejected.put("not_listed", tally.rejected() - tally.problems().size());
        var lines = rejected.putArray("lines");
        tally.problems()
                .forEach(problem -> lines.addObject()
                        .put("line", problem.line())
                        .put("column", problem.column())
                        .put("problem", problem.problem())
                        .put("text", problem.excerpt()));
    }
}

package dev.tailor.eval.comparison.db;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tailor.eval.comparison.ComparisonResult;
import dev.tailor.eval.comparison.Example;
import dev.tailor.eval.comparison.Item;
import dev.tailor.eval.comparison.ItemScores;
import dev.tailor.eval.metric.RowLoss;
import dev.tailor.eval.statistics.Interval;
import dev.tailor.eval.statistics.Judgement;
import dev.tailor.eval.statistics.MetricComparison;
import dev.tailor.eval.statistics.Verdict;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Records in JSON columns. Every record that is written so is named here, for native executables. */
@RegisterForReflection(
        targets = {
            ComparisonResult.class,
            Example.class,
            Interval.class,
            Item.class,
            ItemScores.class,
            Judgement.class,
            MetricComparison.class,
            RowLoss.class,
            Verdict.class
        })
final class RowJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private RowJson() {}

    static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException failed) {
            throw new IllegalStateException("A column could not be written as JSON", failed);
        }
    }

    static <T> T read(String json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException failed) {
            throw new IllegalStateException("A JSON column could not be read as " + type.getSimpleName(), failed);
        }
    }
}

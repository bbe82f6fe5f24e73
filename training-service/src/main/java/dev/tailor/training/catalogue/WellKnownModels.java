package dev.tailor.training.catalogue;

import dev.tailor.training.catalogue.CatalogueModel.Source;
import dev.tailor.training.model.ModelFamily;
import dev.tailor.training.model.ModelSizes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** The table of models that are well known and need not be here. */
public final class WellKnownModels {

    private static final String TABLE = "well-known-models.csv";

    private WellKnownModels() {}

    public static List<CatalogueModel> list() {
        try (var stream = Objects.requireNonNull(WellKnownModels.class.getResourceAsStream(TABLE));
                var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .skip(1)
                    .filter(line -> !line.isBlank())
                    .map(line -> read(List.of(line.split(",", -1))))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** id, family, layers, hidden, intermediate, heads, key-value heads, head size, words, context, tied, licence, gated. */
    private static CatalogueModel read(List<String> row) {
        var sizes = new ModelSizes(
                ModelFamily.valueOf(row.get(1).toUpperCase(Locale.ROOT)),
                Integer.parseInt(row.get(2)),
                Integer.parseInt(row.get(3)),
                Integer.parseInt(row.get(4)),
                Integer.parseInt(row.get(5)),
                Integer.parseInt(row.get(6)),
                Integer.parseInt(row.get(7)),
                Integer.parseInt(row.get(8)),
                Integer.parseInt(row.get(9)),
                Boolean.parseBoolean(row.get(10)));
        return new CatalogueModel(row.get(0), Source.HUB, sizes, row.get(11), Boolean.parseBoolean(row.get(12)));
    }
}

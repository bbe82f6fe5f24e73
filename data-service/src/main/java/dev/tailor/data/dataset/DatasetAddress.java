package dev.tailor.data.dataset;

import dev.tailor.data.preparation.Preparation;
import dev.tailor.data.preparation.PreparedFile;
import dev.tailor.data.preparation.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The content address of a dataset. */
final class DatasetAddress {

    private static final int DIGITS = 32;

    private DatasetAddress() {}

    static String of(PreparedFile training, @Nullable PreparedFile validation, SplitShares shares) {
        String content = String.join(
                "\n",
                "tailor dataset " + Preparation.VERSION,
                training.digest() + " " + training.counts(),
                validation == null ? "-" : validation.digest() + " " + validation.counts(),
                shares.toString());
        byte[] hash = Sha256.digest().digest(content.getBytes(StandardCharsets.UTF_8));
        return "ds-" + HexFormat.of().formatHex(hash).substring(0, DIGITS);
    }
}

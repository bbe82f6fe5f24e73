package dev.tailor.training.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;

/** Rows that a model can learn. */
final class GreetingRows extends ScriptedDatasets {

    @Override
    public void write(String datasetId, Part part, Path target) throws IOException {
        Files.write(
                target,
                IntStream.range(0, part == Part.TRAIN ? 32 : 4)
                        .mapToObj(
                                "{\"messages\":[{\"role\":\"user\",\"content\":\"Hi %d\"},{\"role\":\"assistant\",\"content\":\"yes\"}]}"
                                        ::formatted)
                        .toList());
    }
}

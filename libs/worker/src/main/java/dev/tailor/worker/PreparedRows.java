package dev.tailor.worker;

import dev.tailor.proto.worker.v1.TrainRequest;
import dev.tailor.proto.worker.v1.TrainSettings;
import dev.tailor.text.ChatEncoder;
import java.nio.file.Path;

/** The rows of a training in tokens, fit to be trained on. */
record PreparedRows(TrainingRows train, TrainingRows validation) {

    static PreparedRows of(TrainRequest request) {
        var settings = request.getSettings();
        try (var encoder = ChatEncoder.open(Path.of(request.getModel().getDirectory()))) {
            var train = encoding(encoder, settings).of(Rows.numbered(request.getTrainRows()));
            train.checkTrainable(encoder.tokenizer().special().ends());
            var validation = request.getValidationRows().isEmpty()
                    ? TrainingRows.NONE
                    : encoding(encoder, settings).of(Rows.numbered(request.getValidationRows()));
            return new PreparedRows(train, validation);
        }
    }

    private static RowEncoding encoding(ChatEncoder encoder, TrainSettings settings) {
        return new RowEncoding(encoder, settings.getSequenceLength(), settings.getOverLength());
    }
}

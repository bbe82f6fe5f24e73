package dev.tailor.worker;

import dev.tailor.model.ModelConfig;
import dev.tailor.proto.worker.v1.TrainRequest;
import dev.tailor.proto.worker.v1.TrainSettings;
import dev.tailor.text.ChatEncoder;
import java.nio.file.Path;

/** The rows of a training in tokens, fit to be trained on. */
record PreparedRows(TrainingRows train, TrainingRows validation) {

    static PreparedRows of(TrainRequest request) {
        var settings = request.getSettings();
        var directory = Path.of(request.getModel().getDirectory());
        int window = ModelConfig.read(directory).contextLength();
        try (var encoder = ChatEncoder.open(directory)) {
            var encoding = encoding(encoder, new RowEncoding.Source("training_file", window), settings);
            var train = encoding.of(Rows.numbered(request.getTrainRows()));
            if (train.rows().isEmpty()) {
                throw encoding.noneLeft();
            }
            train.checkTrainable(encoder.tokenizer().special().ends());
            var validation = request.getValidationRows().isEmpty()
                    ? TrainingRows.NONE
                    : encoding(encoder, new RowEncoding.Source("validation_file", window), settings)
                            .of(Rows.numbered(request.getValidationRows()));
            return new PreparedRows(train, validation);
        }
    }

    private static RowEncoding encoding(ChatEncoder encoder, RowEncoding.Source source, TrainSettings settings) {
        return new RowEncoding(encoder, source, settings.getSequenceLength(), settings.getOverLength());
    }
}

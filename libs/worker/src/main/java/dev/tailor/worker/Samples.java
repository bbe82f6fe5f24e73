package dev.tailor.worker;

import dev.tailor.model.Prompts;
import dev.tailor.model.SampleReport;
import dev.tailor.proto.worker.v1.TrainRequest;
import dev.tailor.proto.worker.v1.TrainSample;
import dev.tailor.proto.worker.v1.TrainSamples;
import dev.tailor.proto.worker.v1.TrainSampling;
import dev.tailor.proto.worker.v1.WorkerFinishReason;
import dev.tailor.text.ChatEncoder;
import dev.tailor.text.Tokenizer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** What a model is asked while it is trained, and the words for what it answers. */
final class Samples implements AutoCloseable {

    private final ChatEncoder encoder;
    private final List<SampleRow> rows;
    private final TrainSampling wanted;

    private Samples(ChatEncoder encoder, List<SampleRow> rows, TrainSampling wanted) {
        this.encoder = encoder;
        this.rows = rows;
        this.wanted = wanted;
    }

    /** The first rows that can be asked. */
    static Samples of(TrainRequest request, TrainingRows validation) {
        var wanted = request.getSettings().getSampling();
        var rows = validation.rows().stream()
                .flatMap(row -> SampleRow.of(row, wanted.getLongestPrompt()).stream())
                .limit(wanted.getMaxTokens() > 0 ? wanted.getPrompts() : 0)
                .toList();
        return new Samples(ChatEncoder.open(Path.of(request.getModel().getDirectory())), rows, wanted);
    }

    Prompts prompts() {
        return rows.isEmpty()
                ? Prompts.NONE
                : new Prompts(
                        rows.stream().map(SampleRow::prompt).toList(),
                        wanted.getMaxTokens(),
                        tokenizer().special().ends());
    }

    TrainSamples.Builder words(SampleReport report) {
        return TrainSamples.newBuilder()
                .setStep(report.step())
                .addAllSamples(IntStream.range(0, rows.size())
                        .mapToObj(at -> words(rows.get(at), report.answers().get(at)))
                        .toList());
    }

    private TrainSample words(SampleRow row, int[] answer) {
        boolean ended = answer.length > 0 && tokenizer().special().ends().contains(answer[answer.length - 1]);
        return TrainSample.newBuilder()
                .setPrompt(spelt(row.prompt()))
                .setAnswer(text(ended ? Arrays.copyOf(answer, answer.length - 1) : answer))
                .setReference(
                        text(Arrays.copyOf(row.reference(), Math.min(row.reference().length, wanted.getMaxTokens()))))
                .setFinishReason(
                        ended
                                ? WorkerFinishReason.WORKER_FINISH_REASON_STOP
                                : WorkerFinishReason.WORKER_FINISH_REASON_LENGTH)
                .setLine(row.line())
                .build();
    }

    private String text(int[] ids) {
        return ids.length == 0 ? "" : tokenizer().decode(ids);
    }

    private String spelt(int[] ids) {
        var bytes = new ByteArrayOutputStream();
        for (int id : ids) {
            bytes.writeBytes(tokenizer().bytes(id));
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private Tokenizer tokenizer() {
        return encoder.tokenizer();
    }

    @Override
    public void close() {
        encoder.close();
    }
}

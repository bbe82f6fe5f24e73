package dev.tailor.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tailor.proto.worker.v1.AnswerRequest;
import dev.tailor.proto.worker.v1.AnswerResponse;
import dev.tailor.proto.worker.v1.GenerateRequest;
import dev.tailor.proto.worker.v1.GenerateResponse;
import dev.tailor.proto.worker.v1.ScoreRequest;
import dev.tailor.proto.worker.v1.ScoreResponse;
import dev.tailor.proto.worker.v1.WorkerFinishReason;
import dev.tailor.text.ChatEncoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallsTest {

    private static final int END = 257;

    @TempDir
    private Path folder;

    @Test
    void anAnswerStreamsWholeCharactersAndEnds() {
        // Given
        var said = generate(says("naïve 🙂!"), chat().build());
        // Then
        assertThat(said).extracting(GenerateResponse::getText).noneMatch(text -> text.contains("\uFFFD"));
        assertThat(text(said)).isEqualTo("naïve 🙂!");
        assertThat(said.getLast().getFinishReason()).isEqualTo(WorkerFinishReason.WORKER_FINISH_REASON_STOP);
        assertThat(said.getLast().getCompletionTokens()).isEqualTo(12);
    }

    @Test
    void aStopStringEndsTheAnswerUnseen() {
        // When
        var said = generate(says("yes. STOP no"), chat().addStop(" STOP").build());
        // Then
        assertThat(text(said)).isEqualTo("yes.");
        assertThat(said.getLast().getFinishReason()).isEqualTo(WorkerFinishReason.WORKER_FINISH_REASON_STOP);
    }

    @Test
    void aLimitEndsTheAnswer() {
        // When
        var said = generate(says("abcdef"), chat().setMaxTokens(3).build());
        // Then
        assertThat(text(said)).isEqualTo("abc");
        assertThat(said.getLast().getFinishReason()).isEqualTo(WorkerFinishReason.WORKER_FINISH_REASON_LENGTH);
    }

    @Test
    void everyTokenHasItsProbabilityAndItsBytes() {
        // When
        var said =
                generate(says("aé"), chat().setLogprobs(true).setTopLogprobs(1).build());
        // Then
        var logprobs =
                said.stream().flatMap(each -> each.getLogprobsList().stream()).toList();
        assertThat(logprobs).hasSize(3).allMatch(each -> each.getLogprob() == -1);
        assertThat(logprobs.get(1).getUtf8().toByteArray()).containsExactly(0xC3);
    }

    @Test
    void aConversationThatFillsTheWindowIsRefused() {
        // Given
        var request = chat().setMaxTokens(TinyModel.CONTEXT).build();
        // Then
        assertThatThrownBy(() -> generate(says("a"), request))
                .isInstanceOfSatisfying(
                        WorkerProblem.class,
                        problem -> assertThat(problem.field()).isEqualTo("max_tokens"));
    }

    @Test
    void toolsAreRefusedWhereTheTemplateWouldLeaveThemOut() {
        // Given
        var request = chat().setConversationJson("{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],"
                        + "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]}")
                .build();
        // Then
        assertThatThrownBy(() -> generate(says("a"), request))
                .hasMessageContaining("no place for tools")
                .isInstanceOfSatisfying(
                        WorkerProblem.class,
                        problem -> assertThat(problem.field()).isEqualTo("tools"));
    }

    @Test
    void callsOfToolsAreRefusedWhereTheTemplateWouldLeaveThemOut() {
        // Given
        var request = chat().setConversationJson("{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"},"
                        + "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"1\",\"type\":\"function\","
                        + "\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]},"
                        + "{\"role\":\"tool\",\"tool_call_id\":\"1\",\"content\":\"2\"}]}")
                .build();
        // Then
        assertThatThrownBy(() -> generate(says("a"), request))
                .hasMessageContaining("no place for messages[1].tool_calls")
                .isInstanceOfSatisfying(
                        WorkerProblem.class,
                        problem -> assertThat(problem.field()).isEqualTo("messages"));
    }

    @Test
    void aFileIsAnsweredInOrderAndWithinTheReferencesLength() throws IOException {
        // Given
        var rows = rows("ab", "abcd");
        List<AnswerResponse> answers = new ArrayList<>();
        // When
        try (var model = says("x".repeat(60))) {
            new AnswerCall(model).run(AnswerRequest.newBuilder().setRows(rows).build(), answers::add);
        }
        // Then
        assertThat(answers).extracting(AnswerResponse::getRow).containsExactly(0L, 1L);
        assertThat(answers).extracting(AnswerResponse::getTokens).containsExactly(2 * 3 + 16, 2 * 5 + 16);
    }

    @Test
    void aFileIsScoredOnItsReferencesAlone() throws IOException {
        // Given
        var rows = rows("ab", "b".repeat(200));
        List<ScoreResponse> scores = new ArrayList<>();
        // When
        try (var model = says("x")) {
            new ScoreCall(model).run(ScoreRequest.newBuilder().setRows(rows).build(), scores::add);
        }
        // Then
        assertThat(scores.get(0).getTokens()).isEqualTo(3);
        assertThat(scores.get(0).getTruncated()).isFalse();
        assertThat(scores.get(1).getTokens()).isEqualTo(TinyModel.CONTEXT - 1);
        assertThat(scores.get(1).getTruncated()).isTrue();
    }

    @Test
    void aTestRowWithToolsIsNamedWhereTheTemplateWouldLeaveThemOut() throws IOException {
        // Given
        var file = Files.writeString(
                folder.resolve("rows.jsonl"),
                "{\"line\":7,\"messages\":[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"assistant\",\"content\":\"b\"}],"
                        + "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]}\n");
        var asked = AnswerRequest.newBuilder().setRows(file.toString()).build();
        var scored = ScoreRequest.newBuilder().setRows(file.toString()).build();
        // Then
        try (var model = says("x")) {
            assertThatThrownBy(() -> new AnswerCall(model).run(asked, answer -> true))
                    .hasMessageStartingWith(
                            "The row on line 7 does not suit the model: its chat template has no place for tools;");
            assertThatThrownBy(() -> new ScoreCall(model).run(scored, score -> true))
                    .hasMessageContaining("no place for tools");
        }
    }

    @Test
    void aTestRowWithToolCallsIsNamedWhereTheTemplateWouldLeaveThemOut() throws IOException {
        // Given
        var file = Files.writeString(
                folder.resolve("rows.jsonl"),
                "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"assistant\",\"tool_calls\":"
                        + "[{\"id\":\"1\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}]}\n");
        var scored = ScoreRequest.newBuilder().setRows(file.toString()).build();
        // Then
        try (var model = says("x")) {
            assertThatThrownBy(() -> new ScoreCall(model).run(scored, score -> true))
                    .hasMessageContaining("no place for messages[1].tool_calls");
        }
    }

    @Test
    void ofAPlainTextAllButItsFirstTokenIsScored() throws IOException {
        // Given
        var file = Files.writeString(folder.resolve("rows.jsonl"), "{\"text\":\"abc\"}\n");
        List<ScoreResponse> scores = new ArrayList<>();
        // When
        try (var model = says("x")) {
            new ScoreCall(model)
                    .run(ScoreRequest.newBuilder().setRows(file.toString()).build(), scores::add);
        }
        // Then
        assertThat(scores).singleElement().extracting(ScoreResponse::getTokens).isEqualTo(3);
    }

    private List<GenerateResponse> generate(OpenModel model, GenerateRequest request) {
        List<GenerateResponse> said = new ArrayList<>();
        try (model) {
            new GenerateCall(model).run(request, said::add);
        }
        return said;
    }

    private static String text(List<GenerateResponse> said) {
        return said.stream().map(GenerateResponse::getText).collect(Collectors.joining());
    }

    private static GenerateRequest.Builder chat() {
        return GenerateRequest.newBuilder()
                .setConversationJson("{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
    }

    private String rows(String... references) throws IOException {
        var file = folder.resolve("rows.jsonl");
        List<String> lines = new ArrayList<>();
        for (var reference : references) {
            lines.add("{\"messages\":[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"assistant\",\"content\":\""
                    + reference + "\"}]}");
        }
        Files.write(file, lines);
        return file.toString();
    }

    private OpenModel says(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        int[] script = IntStream.concat(IntStream.range(0, bytes.length).map(at -> bytes[at] & 0xFF), IntStream.of(END))
                .toArray();
        return new OpenModel(
                ChatEncoder.open(TinyModel.write(folder.resolve("model"))),
                new CountingModel(script, TinyModel.CONTEXT));
    }
}

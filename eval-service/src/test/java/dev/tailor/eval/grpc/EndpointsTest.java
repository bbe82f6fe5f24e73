package dev.tailor.eval.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import dev.tailor.eval.model.ScriptedModels;
import dev.tailor.proto.eval.v1.ChatGrpc;
import dev.tailor.proto.eval.v1.ComparisonStatus;
import dev.tailor.proto.eval.v1.ComparisonsGrpc;
import dev.tailor.proto.eval.v1.CompleteRequest;
import dev.tailor.proto.eval.v1.CompleteResponse;
import dev.tailor.proto.eval.v1.CreateComparisonRequest;
import dev.tailor.proto.eval.v1.FinishReason;
import dev.tailor.proto.eval.v1.GetComparisonRequest;
import dev.tailor.proto.eval.v1.ListComparisonsRequest;
import io.grpc.Context;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class EndpointsTest {
    private static final String HELLO = "[{\"role\":\"user\",\"content\":\"Hello\"}]";

    private final ChatGrpc.ChatBlockingStub chat;
    private final ComparisonsGrpc.ComparisonsBlockingStub comparisons;
    private final ScriptedModels scripted;

    EndpointsTest(
            ChatGrpc.ChatBlockingStub chat,
            ComparisonsGrpc.ComparisonsBlockingStub comparisons,
            ScriptedModels scripted) {
        this.chat = chat;
        this.comparisons = comparisons;
        this.scripted = scripted;
    }

    @Test
    void anAnswerStreamsAndEndsWithReasonAndUsage() {
        // Given
        var request = request().setMaxTokens(3).setN(2).build();
        // When
        var parts = all(request);
        // Then
        assertThat(parts.stream()
                        .filter(part -> part.getChoice() == 0)
                        .map(CompleteResponse::getText)
                        .toList())
                .startsWith("hi ", "hi ", "hi ");
        assertThat(parts.stream().filter(CompleteResponse::hasFinishReason))
                .extracting(CompleteResponse::getFinishReason)
                .containsExactly(FinishReason.FINISH_REASON_LENGTH, FinishReason.FINISH_REASON_LENGTH);
        assertThat(parts.getLast().getUsage().getPromptTokens()).isEqualTo(7);
        assertThat(parts.getLast().getUsage().getCompletionTokens()).isEqualTo(6);
    }

    @Test
    void decodingStopsWhenTheCallerGoesAway() throws InterruptedException {
        // Given
        var endless = request().build();
        try (var call = Context.current().withCancellation()) {
            call.run(() -> assertThat(chat.complete(endless).next().getText()).isEqualTo("hi "));
        }
        // When
        Thread.sleep(500);
        int atRest = scripted.pieces();
        Thread.sleep(300);
        // Then
        assertThat(scripted.pieces()).isEqualTo(atRest);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|messages",
                "{}|messages",
                "[{|messages",
                "[3]|messages[0]",
                "[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"king\",\"content\":\"a\"}]|messages[1].role",
                "[{\"role\":\"user\"}]|messages[0].content",
                "[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\"}]}]|messages[0].content[0]"
            })
    void brokenMessagesAreRefusedWithTheirField(String messages, String field) {
        // Given
        var request = request().setMessagesJson(messages).build();
        // When
        var refused = refusal(() -> all(request));
        // Then
        assertThat(refused.reason()).isEqualTo("INVALID_VALUE");
        assertThat(refused.field()).isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{\"role\":\"user\",\"content\":\"a\",\"colour\":1}]|messages[0].colour",
                "[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"user\",\"content\":\"a\",\"weight\":1}]|messages[1].weight",
                "[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"a\",\"detail\":\"x\"}]}]|messages[0].content[0].detail"
            })
    void aFieldOfAMessageThatNobodyReadsIsRefused(String messages, String field) {
        // Given
        var request = request().setMessagesJson(messages).build();
        // When
        var refused = refusal(() -> all(request));
        // Then
        assertThat(refused.reason()).isEqualTo("UNKNOWN_PARAMETER");
        assertThat(refused.field()).isEqualTo(field);
    }

    @Test
    void anAnswerMayBeSentBackAsItCame() {
        // Given
        var answer = "{\"role\":\"assistant\",\"content\":\"a\",\"refusal\":null,\"annotations\":[],\"audio\":null}";
        // When
        var pieces = all(
                request().setMessagesJson("[" + answer + "]").setMaxTokens(1).build());
        // Then
        assertThat(pieces).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{\"foo\":1}]|tools[0].type",
                "[{\"type\":\"function\"}]|tools[0].function.name",
                "[{\"type\":\"function\",\"function\":{\"name\":3}}]|tools[0].function.name",
                "[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":[]}}]|tools[0].function.parameters"
            })
    void malformedToolsAreRefusedWithTheirField(String tools, String field) {
        assertThat(refusal(() -> all(request().setToolsJson(tools).build())).field())
                .isEqualTo(field);
    }

    @Test
    void aRoleOfAnyLengthIsRefusedInWords() {
        // Given
        var role = "語".repeat(5000);
        var request = request()
                .setMessagesJson("[{\"role\":\"%s\",\"content\":\"a\"}]".formatted(role))
                .build();
        // When
        var refused = refusal(() -> all(request));
        // Then
        assertThat(refused.field()).isEqualTo("messages[0].role");
    }

    @Test
    void settingsOutOfRangeAreRefusedWithTheirField() {
        assertThat(refusal(() -> all(request().setTemperature(2.5).build())).field())
                .isEqualTo("temperature");
        assertThat(refusal(() -> all(request().setTopP(0).build())).field()).isEqualTo("top_p");
        assertThat(refusal(() -> all(request().setMaxTokens(0).build())).field())
                .isEqualTo("max_tokens");
        assertThat(refusal(() -> all(request().setN(17).build())).field()).isEqualTo("n");
        assertThat(refusal(() -> all(request().setTopLogprobs(2).build())).field())
                .isEqualTo("top_logprobs");
        assertThat(refusal(() -> all(request()
                                .addAllStop(List.of("a", "b", "c", "d", "e"))
                                .build()))
                        .field())
                .isEqualTo("stop");
        assertThat(refusal(() -> all(request().setToolsJson("{}").build())).field())
                .isEqualTo("tools");
    }

    @Test
    void anUnknownModelIsNotFound() {
        // When
        var refused = refusal(() -> all(request().setModel("ft:none").build()));
        // Then
        assertThat(refused.reason()).isEqualTo("MODEL_NOT_FOUND");
        assertThat(refused.field()).isEqualTo("model");
        assertThat(refused.message()).contains("ft:none");
    }

    @Test
    void aComparisonIsQueuedOnceAndListed() {
        // Given
        var request = CreateComparisonRequest.newBuilder()
                .setBase("base")
                .setTuned("ft:base:tailor:good:1")
                .setDataset("ds-sums")
                .build();
        // When
        var first = comparisons.createComparison(request);
        var second = comparisons.createComparison(request);
        // Then
        assertThat(first.getStatus()).isEqualTo(ComparisonStatus.COMPARISON_STATUS_QUEUED);
        assertThat(second.getId()).isEqualTo(first.getId());
        assertThat(comparisons
                        .listComparisons(ListComparisonsRequest.newBuilder().build())
                        .getComparisonsList())
                .contains(first);
    }

    @Test
    void comparisonsOfWhatDoesNotExistAreRefused() {
        var order = CreateComparisonRequest.newBuilder().setBase("base").setTuned("ft:base:tailor:good:1");
        var unknownId = GetComparisonRequest.newBuilder().setId("cmp-none").build();
        assertThat(refusal(() -> comparisons.createComparison(order.build())).field())
                .isEqualTo("dataset");
        assertThat(refusal(() -> comparisons.createComparison(
                                order.clone().setDataset("ds-none").build()))
                        .reason())
                .isEqualTo("DATASET_NOT_FOUND");
        assertThat(refusal(() -> comparisons.createComparison(order.clone()
                                .setDataset("ds-sums")
                                .setBase("nobody")
                                .build()))
                        .field())
                .isEqualTo("base");
        assertThat(refusal(() -> comparisons.getComparison(unknownId)).reason()).isEqualTo("COMPARISON_NOT_FOUND");
        assertThat(refusal(() -> comparisons.listComparisons(
                                ListComparisonsRequest.newBuilder().setLimit(-1).build()))
                        .field())
                .isEqualTo("limit");
    }

    private static CompleteRequest.Builder request() {
        return CompleteRequest.newBuilder().setModel("base").setMessagesJson(HELLO);
    }

    private List<CompleteResponse> all(CompleteRequest request) {
        var parts = new ArrayList<CompleteResponse>();
        chat.complete(request).forEachRemaining(parts::add);
        return parts;
    }

    private record Refusal(String reason, String field, String message) {}

    private static Refusal refusal(Runnable call) {
        try {
            call.run();
        } catch (StatusRuntimeException refused) {
            return toRefusal(refused);
        }
        throw new AssertionError("The call was not refused");
    }

    private static Refusal toRefusal(StatusRuntimeException refused) {
        var status = Objects.requireNonNull(StatusProto.fromThrowable(refused));
        var reason = "";
        var field = "";
        try {
            for (var detail : status.getDetailsList()) {
                if (detail.is(ErrorInfo.class)) {
                    reason = detail.unpack(ErrorInfo.class).getReason();
                }
                if (detail.is(BadRequest.class)) {
                    field = detail.unpack(BadRequest.class)
                            .getFieldViolations(0)
                            .getField();
                }
            }
        } catch (InvalidProtocolBufferException broken) {
            throw new AssertionError(broken);
        }
        return new Refusal(reason, field, status.getMessage());
    }
}

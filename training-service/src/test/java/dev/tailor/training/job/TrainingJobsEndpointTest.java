package dev.tailor.training.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import dev.tailor.proto.training.v1.CancelJobRequest;
import dev.tailor.proto.training.v1.GetJobRequest;
import dev.tailor.proto.training.v1.ListEventsRequest;
import dev.tailor.proto.training.v1.Split;
import dev.tailor.proto.training.v1.SubmitJobRequest;
import dev.tailor.proto.training.v1.TailorOptions;
import dev.tailor.proto.training.v1.TrainingJobsGrpc;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(RunTest.Folders.class)
class TrainingJobsEndpointTest {

    private final TrainingJobsGrpc.TrainingJobsBlockingStub jobs;

    TrainingJobsEndpointTest(TrainingJobsGrpc.TrainingJobsBlockingStub jobs) {
        this.jobs = jobs;
    }

    @Test
    void aSubmittedJobCanBeReadAndTellsItsEvents() {
        // When
        var job = jobs.submitJob(request("tiny"));
        var events = jobs.listEvents(
                ListEventsRequest.newBuilder().setJobId(job.getId()).build());
        // Then
        assertThat(jobs.getJob(GetJobRequest.newBuilder().setId(job.getId()).build()))
                .isEqualTo(job);
        assertThat(job.getTrainingFile()).isEqualTo("file-1");
        assertThat(events.getEventsList())
                .anySatisfy(
                        event -> assertThat(event.getMessage()).isEqualTo("Created fine-tuning job: " + job.getId()));
        jobs.cancelJob(cancel(job.getId()));
    }

    @Test
    void aSeedAloneLeavesTheSharesOfTheSplitToUs() {
        // Given
        var split = Split.newBuilder().setSeed(5);
        var request = request("tiny").toBuilder()
                .setOptions(TailorOptions.newBuilder().setSplit(split.clone().setRecommendedShares(true)))
                .build();
        // When
        var job = jobs.submitJob(request);
        // Then
        assertThat(job.getOptions().getSplit())
                .isEqualTo(split.setTrain(0.8).setValidation(0.1).setTest(0.1).build());
        jobs.cancelJob(cancel(job.getId()));
    }

    @Test
    void sharesThatAreLeftOutBesideOthersAreMissed() throws InvalidProtocolBufferException {
        // Given
        var split = Split.newBuilder().setTrain(0.9).setSeed(5);
        var request = request("tiny").toBuilder()
                .setOptions(TailorOptions.newBuilder().setSplit(split))
                .build();
        // When
        var refused = refusal(() -> jobs.submitJob(request));
        // Then
        assertThat(field(refused)).isEqualTo("x_tailor.split");
        assertThat(refused).hasMessageContaining("must add up to 1, was 0.9");
    }

    @Test
    void aValueOutOfItsRangeHasTheCodeThatTheGatewayGivesToThoseItCannotRead() throws InvalidProtocolBufferException {
        // Given
        var request = request("tiny").toBuilder().setSeed(-1).build();
        // When
        var refused = refusal(() -> jobs.submitJob(request));
        // Then
        assertThat(reason(refused)).isEqualTo("INVALID_VALUE");
        assertThat(field(refused)).isEqualTo("seed");
    }

    @Test
    void anUnknownModelIsRefusedWithItsField() throws InvalidProtocolBufferException {
        // When
        var refused = refusal(() -> jobs.submitJob(request("nothing")));
        // Then
        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(reason(refused)).isEqualTo("MODEL_NOT_FOUND");
        assertThat(field(refused)).isEqualTo("model");
    }

    @Test
    void aValueOfAnyLengthIsRefusedInWords() throws InvalidProtocolBufferException {
        // When
        var model = refusal(() -> jobs.submitJob(request("語".repeat(5000))));
        var suffix = refusal(() -> jobs.submitJob(
                request("tiny").toBuilder().setSuffix("x".repeat(50_000)).build()));
        var file = refusal(() -> jobs.submitJob(
                request("tiny").toBuilder().setTrainingFile("x".repeat(5000)).build()));
        // Then
        assertThat(reason(model)).isEqualTo("MODEL_NOT_FOUND");
        assertThat(model).hasMessageContaining("characters left out");
        assertThat(field(suffix)).isEqualTo("suffix");
        assertThat(reason(file)).isEqualTo("FILE_NOT_FOUND");
        assertThat(field(file)).isEqualTo("training_file");
    }

    @Test
    void anUnknownJobIsNotFound() throws InvalidProtocolBufferException {
        // When
        var refused = refusal(() -> jobs.cancelJob(cancel("ftjob-none")));
        // Then
        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
        assertThat(reason(refused)).isEqualTo("JOB_NOT_FOUND");
    }

    @Test
    void aJobThatHasEndedCannotBeCancelled() throws InvalidProtocolBufferException {
        // Given
        var job = jobs.submitJob(request("tiny"));
        jobs.cancelJob(cancel(job.getId()));
        // When
        var refused = refusal(() -> jobs.cancelJob(cancel(job.getId())));
        // Then
        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
        assertThat(reason(refused)).isEqualTo("ILLEGAL_JOB_MOVE");
    }

    private static SubmitJobRequest request(String model) {
        return SubmitJobRequest.newBuilder()
                .setModel(model)
                .setTrainingFile("file-1")
                .build();
    }

    private static CancelJobRequest cancel(String id) {
        return CancelJobRequest.newBuilder().setId(id).build();
    }

    private static StatusRuntimeException refusal(Runnable call) {
        try {
            call.run();
        } catch (StatusRuntimeException refused) {
            return refused;
        }
        throw new AssertionError("The call was not refused");
    }

    private static String reason(StatusRuntimeException refused) throws InvalidProtocolBufferException {
        var status = Objects.requireNonNull(StatusProto.fromThrowable(refused));
        return status.getDetails(0).unpack(ErrorInfo.class).getReason();
    }

    private static String field(StatusRuntimeException refused) throws InvalidProtocolBufferException {
        var status = Objects.requireNonNull(StatusProto.fromThrowable(refused));
        return status.getDetails(1)
                .unpack(BadRequest.class)
                .getFieldViolations(0)
                .getField();
    }
}

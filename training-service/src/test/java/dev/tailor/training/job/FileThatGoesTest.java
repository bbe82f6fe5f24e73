package dev.tailor.training.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import dev.tailor.proto.data.v1.Dataset;
import dev.tailor.proto.data.v1.DatasetsGrpc;
import dev.tailor.proto.data.v1.ResolveDatasetRequest;
import dev.tailor.training.job.grpc.DataServiceDatasets;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files that are deleted or expire between the submission of a job and its first step. */
@QuarkusTest
@TestProfile(RunTest.Folders.class)
class FileThatGoesTest {

    private final TrainingJobs jobs;
    private final RunBench bench;

    private Server dataService;
    private ManagedChannel channel;

    FileThatGoesTest(TrainingJobs jobs, RunBench bench) {
        this.jobs = jobs;
        this.bench = bench;
    }

    @BeforeEach
    void connect() throws IOException {
        dataService = ServerBuilder.forPort(0)
                .addService(new WithoutTheValidationFile())
                .build()
                .start();
        channel = ManagedChannelBuilder.forAddress("127.0.0.1", dataService.getPort())
                .usePlaintext()
                .build();
    }

    @AfterEach
    void disconnect() {
        channel.shutdownNow();
        dataService.shutdownNow();
    }

    @Test
    void aJobWhoseFileIsGoneBeforeItIsReadFailsAndNamesIt() {
        // Given
        var job = submit("tiny");
        // When
        bench.validate(new DataServiceDatasets(channel));
        // Then
        assertThat(jobs.get(job.id()).state())
                .isInstanceOfSatisfying(
                        JobState.Failed.class,
                        failed -> assertThat(failed.failure())
                                .isEqualTo(new JobFailure(
                                        "file_not_found", "There is no file \"file-8\"", "validation_file")));
    }

    @Test
    void aJobThatWaitsForItsBaseModelNeedsItsFilesNoMore() {
        // Given
        var job = submit("owner/name");
        bench.validate();
        // When
        jobs.checkUnused("file-8");
        bench.validate(new DataServiceDatasets(channel));
        // Then
        var waiting = jobs.get(job.id());
        assertThat(waiting.state()).isInstanceOf(JobState.ValidatingFiles.class);
        assertThat(waiting.dataset()).extracting(PreparedDataset::id).isEqualTo("ds-1");
        jobs.cancel(job.id());
    }

    @Test
    void aJobFailsWhereDataServiceHasAFaultThatStays() {
        // Given
        var job = submit("tiny");
        // When
        bench.validate(new Faulty(), FileValidation.MOST_FAULTS - 1);
        // Then
        assertThat(jobs.get(job.id()).state()).isInstanceOf(JobState.ValidatingFiles.class);
        // When
        bench.validate(new Faulty(), FileValidation.MOST_FAULTS);
        // Then
        assertThat(jobs.get(job.id()).state())
                .isInstanceOfSatisfying(
                        JobState.Failed.class,
                        failed -> assertThat(failed.failure().code()).isEqualTo("data_service_failed"));
        assertThat(bench.messages(job.id()).getFirst())
                .startsWith("The job failed: data-service could not read the files in 10 tries (its words)");
    }

    private TrainingJob submit(String model) {
        var spec = new TrainingJobSpec(
                model, "file-7", "file-8", null, 0, Map.of(), Hyperparameters.AUTO, TailorOptions.AUTO);
        return jobs.submit(spec, Optional.empty());
    }

    /** Never well. */
    private static final class Faulty extends ScriptedDatasets {

        @Override
        public Resolution resolve(String trainingFile, @Nullable String validationFile, @Nullable SplitShares split) {
            return new Resolution.Faulty("its words");
        }
    }

    /** Answers as data-service does. */
    private static final class WithoutTheValidationFile extends DatasetsGrpc.DatasetsImplBase {

        @Override
        public void resolveDataset(ResolveDatasetRequest request, StreamObserver<Dataset> caller) {
            var violation = BadRequest.FieldViolation.newBuilder().setField("validation_file");
            caller.onError(StatusProto.toStatusRuntimeException(Status.newBuilder()
                    .setCode(Code.NOT_FOUND_VALUE)
                    .setMessage("There is no file \"%s\"".formatted(request.getValidationFileId()))
                    .addDetails(Any.pack(
                            ErrorInfo.newBuilder().setReason("FILE_NOT_FOUND").build()))
                    .addDetails(Any.pack(BadRequest.newBuilder()
                            .addFieldViolations(violation)
                            .build()))
                    .build()));
        }
    }
}

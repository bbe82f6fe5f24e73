package dev.tailor.gateway.jobs.grpc;

import static dev.tailor.gateway.wire.grpc.StatusTranslator.calling;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tailor.gateway.jobs.JobMove;
import dev.tailor.gateway.jobs.JobQuery;
import dev.tailor.gateway.jobs.Jobs;
import dev.tailor.gateway.wire.ApiException;
import dev.tailor.gateway.wire.JsonFields;
import dev.tailor.gateway.wire.Page;
import dev.tailor.gateway.wire.Settings;
import dev.tailor.gateway.wire.grpc.Reconnecting;
import dev.tailor.proto.training.v1.CancelJobRequest;
import dev.tailor.proto.training.v1.GetJobRequest;
import dev.tailor.proto.training.v1.ListCheckpointsRequest;
import dev.tailor.proto.training.v1.ListEventsRequest;
import dev.tailor.proto.training.v1.ListJobsRequest;
import dev.tailor.proto.training.v1.PauseJobRequest;
import dev.tailor.proto.training.v1.PlanJobRequest;
import dev.tailor.proto.training.v1.ResumeJobRequest;
import dev.tailor.proto.training.v1.TrainingJobsGrpc;
import io.grpc.Channel;
import io.quarkus.grpc.GrpcClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Jobs in training-service. */
@ApplicationScoped
class JobsOverGrpc implements Jobs {
    private final TrainingJobsGrpc.TrainingJobsBlockingStub jobs;
    private final Duration planDeadline;

    JobsOverGrpc(@GrpcClient("training") Channel channel, Settings settings) {
        planDeadline = settings.calls().planDeadline();
        jobs = TrainingJobsGrpc.newBlockingStub(Reconnecting.over(channel));
    }

    @Override
    public ObjectNode submit(JsonFields body, String idempotencyKey) {
        var request = JobRequest.read(body);
        if (!idempotencyKey.isEmpty()) request.setIdempotencyKey(idempotencyKey);
        return JobJson.job(asking(body, () -> jobs.submitJob(request.build())));
    }

    @Override
    public ObjectNode plan(JsonFields body) {
        var request = PlanJobRequest.newBuilder().setJob(JobRequest.read(body)).build();
        var planning = jobs.withDeadlineAfter(planDeadline.toMillis(), TimeUnit.MILLISECONDS);
        return PlanJson.plan(asking(body, () -> planning.planJob(request))).put("object", "fine_tuning.plan");
    }

    private static <T> T asking(JsonFields body, Supplier<T> call) {
        try {
            return calling(call);
        } catch (ApiException refused) {
            throw JobRequest.asSent(refused, body);
        }
    }

    @Override
    public ObjectNode get(String id) {
        return JobJson.job(
                calling(() -> jobs.getJob(GetJobRequest.newBuilder().setId(id).build())));
    }

    @Override
    public Page list(JobQuery query) {
        var request = ListJobsRequest.newBuilder()
                .setAfter(query.after())
                .setLimit(query.limit())
                .putAllMetadata(query.metadata())
                .setWithoutMetadata(query.withoutMetadata())
                .build();
        var page = calling(() -> jobs.listJobs(request));
        return new Page(page.getJobsList().stream().map(JobJson::job).toList(), page.getHasMore());
    }

    @Override
    public ObjectNode move(String id, JobMove move) {
        return JobJson.job(calling(() -> switch (move) {
            case CANCEL ->
                jobs.cancelJob(CancelJobRequest.newBuilder().setId(id).build());
            case PAUSE -> jobs.pauseJob(PauseJobRequest.newBuilder().setId(id).build());
            case RESUME ->
                jobs.resumeJob(ResumeJobRequest.newBuilder().setId(id).build());
        }));
    }

    @Override
    public Page events(String id, String after, int limit) {
        var request = ListEventsRequest.newBuilder()
                .setJobId(id)
                .setAfter(after)
                .setLimit(limit)
                .build();
        var page = calling(() -> jobs.listEvents(request));
        return new Page(page.getEventsList().stream().map(JobJson::event).toList(), page.getHasMore());
    }

    @Override
    public Page checkpoints(String id, String after, int limit) {
        var request = ListCheckpointsRequest.newBuilder()
                .setJobId(id)
                .setAfter(after)
                .setLimit(limit)
                .build();
        var page = calling(() -> jobs.listCheckpoints(request));
        return new Page(
                page.getCheckpointsList().stream().map(JobJson::checkpoint).toList(), page.getHasMore());
    }
}

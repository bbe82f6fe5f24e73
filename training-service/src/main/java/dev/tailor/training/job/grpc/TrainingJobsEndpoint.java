package dev.tailor.training.job.grpc;

import static dev.tailor.training.problem.grpc.ProblemStatus.answer;

import dev.tailor.proto.training.v1.CancelJobRequest;
import dev.tailor.proto.training.v1.CheckFileUnusedRequest;
import dev.tailor.proto.training.v1.CheckFileUnusedResponse;
import dev.tailor.proto.training.v1.GetJobRequest;
import dev.tailor.proto.training.v1.ListCheckpointsRequest;
import dev.tailor.proto.training.v1.ListCheckpointsResponse;
import dev.tailor.proto.training.v1.ListEventsRequest;
import dev.tailor.proto.training.v1.ListEventsResponse;
import dev.tailor.proto.training.v1.ListJobsRequest;
import dev.tailor.proto.training.v1.ListJobsResponse;
import dev.tailor.proto.training.v1.PauseJobRequest;
import dev.tailor.proto.training.v1.PlanJobRequest;
import dev.tailor.proto.training.v1.ResumeJobRequest;
import dev.tailor.proto.training.v1.SubmitJobRequest;
import dev.tailor.proto.training.v1.TrainingJob;
import dev.tailor.proto.training.v1.TrainingJobsGrpc;
import dev.tailor.proto.training.v1.TrainingPlan;
import dev.tailor.training.job.Checkpoints;
import dev.tailor.training.job.Cursor;
import dev.tailor.training.job.JobEventRepository;
import dev.tailor.training.job.JobFilter;
import dev.tailor.training.job.JobPauses;
import dev.tailor.training.job.JobPlans;
import dev.tailor.training.job.TrainingJobs;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.smallrye.common.annotation.Blocking;
import java.util.Optional;

/** Jobs for the other services. */
@GrpcService
@Blocking
public class TrainingJobsEndpoint extends TrainingJobsGrpc.TrainingJobsImplBase {

    private static final int PAGE = 20;
    private static final int CHECKPOINT_PAGE = 10;

    private final TrainingJobs jobs;
    private final JobPauses pauses;
    private final JobEventRepository events;
    private final Checkpoints checkpoints;
    private final JobPlans plans;

    public TrainingJobsEndpoint(
            TrainingJobs jobs, JobPauses pauses, JobEventRepository events, Checkpoints checkpoints, JobPlans plans) {
        this.jobs = jobs;
        this.pauses = pauses;
        this.events = events;
        this.checkpoints = checkpoints;
        this.plans = plans;
    }

    @Override
    public void submitJob(SubmitJobRequest request, StreamObserver<TrainingJob> observer) {
        var key = request.hasIdempotencyKey() ? Optional.of(request.getIdempotencyKey()) : Optional.<String>empty();
        answer(observer, () -> JobProto.job(jobs.submit(SpecFromProto.spec(request), key)));
    }

    @Override
    public void planJob(PlanJobRequest request, StreamObserver<TrainingPlan> observer) {
        answer(observer, () -> PlanProto.message(plans.plan(SpecFromProto.spec(request.getJob()))));
    }

    @Override
    public void getJob(GetJobRequest request, StreamObserver<TrainingJob> observer) {
        answer(observer, () -> JobProto.job(jobs.get(request.getId())));
    }

    @Override
    public void listJobs(ListJobsRequest request, StreamObserver<ListJobsResponse> observer) {
        answer(observer, () -> {
            var filter = new JobFilter(request.getMetadataMap(), request.getWithoutMetadata());
            var page = jobs.list(filter, cursor(request.getAfter(), request.getLimit(), PAGE));
            return ListJobsResponse.newBuilder()
                    .addAllJobs(page.items().stream().map(JobProto::job).toList())
                    .setHasMore(page.hasMore())
                    .build();
        });
    }

    @Override
    public void cancelJob(CancelJobRequest request, StreamObserver<TrainingJob> observer) {
        answer(observer, () -> JobProto.job(jobs.cancel(request.getId())));
    }

    @Override
    public void pauseJob(PauseJobRequest request, StreamObserver<TrainingJob> observer) {
        answer(observer, () -> JobProto.job(pauses.pause(request.getId())));
    }

    @Override
    public void resumeJob(ResumeJobRequest request, StreamObserver<TrainingJob> observer) {
        answer(observer, () -> JobProto.job(jobs.resume(request.getId())));
    }

    @Override
    public void checkFileUnused(CheckFileUnusedRequest request, StreamObserver<CheckFileUnusedResponse> observer) {
        answer(observer, () -> {
            jobs.checkUnused(request.getFileId());
            return CheckFileUnusedResponse.getDefaultInstance();
        });
    }

    @Override
    public void listEvents(ListEventsRequest request, StreamObserver<ListEventsResponse> observer) {
        answer(observer, () -> {
            var job = jobs.get(request.getJobId());
            var page = events.page(job.id(), cursor(request.getAfter(), request.getLimit(), PAGE));
            return ListEventsResponse.newBuilder()
                    .addAllEvents(page.items().stream().map(JobProto::event).toList())
                    .setHasMore(page.hasMore())
                    .build();
        });
    }

    @Override
    public void listCheckpoints(ListCheckpointsRequest request, StreamObserver<ListCheckpointsResponse> observer) {
        answer(observer, () -> {
            var job = jobs.get(request.getJobId());
            var page = checkpoints.page(job.id(), cursor(request.getAfter(), request.getLimit(), CHECKPOINT_PAGE));
            return ListCheckpointsResponse.newBuilder()
                    .addAllCheckpoints(
                            page.items().stream().map(JobProto::checkpoint).toList())
                    .setHasMore(page.hasMore())
                    .build();
        });
    }

    private static Cursor cursor(String after, int limit, int customary) {
        return new Cursor(after, limit == 0 ? customary : limit);
    }
}

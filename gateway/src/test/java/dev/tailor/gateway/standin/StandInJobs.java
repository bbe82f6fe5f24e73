package dev.tailor.gateway.standin;

import com.google.rpc.Code;
import dev.tailor.proto.training.v1.CancelJobRequest;
import dev.tailor.proto.training.v1.CheckFileUnusedRequest;
import dev.tailor.proto.training.v1.CheckFileUnusedResponse;
import dev.tailor.proto.training.v1.Checkpoint;
import dev.tailor.proto.training.v1.EventLevel;
import dev.tailor.proto.training.v1.FinishReason;
import dev.tailor.proto.training.v1.GetJobRequest;
import dev.tailor.proto.training.v1.JobEvent;
import dev.tailor.proto.training.v1.JobStatus;
import dev.tailor.proto.training.v1.ListCheckpointsRequest;
import dev.tailor.proto.training.v1.ListCheckpointsResponse;
import dev.tailor.proto.training.v1.ListEventsRequest;
import dev.tailor.proto.training.v1.ListEventsResponse;
import dev.tailor.proto.training.v1.ListJobsRequest;
import dev.tailor.proto.training.v1.ListJobsResponse;
import dev.tailor.proto.training.v1.PlanJobRequest;
import dev.tailor.proto.training.v1.PlanSuggestion;
import dev.tailor.proto.training.v1.PlannedMemory;
import dev.tailor.proto.training.v1.Sample;
import dev.tailor.proto.training.v1.Samples;
import dev.tailor.proto.training.v1.SubmitJobRequest;
import dev.tailor.proto.training.v1.TrainingJob;
import dev.tailor.proto.training.v1.TrainingJobsGrpc;
import dev.tailor.proto.training.v1.TrainingPlan;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Jobs in memory: every job has 25 events and two checkpoints, and a key makes one job only. */
@GrpcService
public class StandInJobs extends TrainingJobsGrpc.TrainingJobsImplBase {
    /** A job that is asked for and never answered. */
    public static final String HUNG = "ftjob-hung";
    /** A model whose plan takes a second. */
    public static final String SLOW = "org/slow";

    /** A file that a job has yet to read. */
    public static final String NEEDED = "file-needed";

    private static final int EVENTS = 25;
    /** The step whose event tells samples. */
    private static final int SAMPLED = 24;

    private final List<SubmitJobRequest> submissions = new CopyOnWriteArrayList<>();
    private final Map<String, TrainingJob> byKey = new ConcurrentHashMap<>();
    private final SequencedMap<String, TrainingJob> jobs = new LinkedHashMap<>();
    private final AtomicInteger failures = new AtomicInteger();

    public void forget() {
        submissions.clear();
        byKey.clear();
        synchronized (jobs) {
            jobs.clear();
        }
        failures.set(0);
    }

    /** The next submissions are stored, yet answered with a failure. */
    public void loseAnswers(int count) {
        failures.set(count);
    }

    public List<SubmitJobRequest> submissions() {
        return submissions;
    }

    public int count() {
        synchronized (jobs) {
            return jobs.size();
        }
    }

    public void add(String id) {
        synchronized (jobs) {
            jobs.putFirst(id, job(id).build());
        }
    }

    private static TrainingJob.Builder job(String id) {
        return TrainingJob.newBuilder()
                .setId(id)
                .setModel("org/base")
                .setTrainingFile("file-1")
                .setCreatedAt(1_700_000_000)
                .setSeed(7)
                .setStatus(JobStatus.JOB_STATUS_QUEUED);
    }

    @Override
    public void submitJob(SubmitJobRequest request, StreamObserver<TrainingJob> observer) {
        submissions.add(request);
        var job = byKey.computeIfAbsent(request.getIdempotencyKey(), key -> stored(request));
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            observer.onError(Refusal.of(Code.UNAVAILABLE, "SHUTTING_DOWN", "Try again"));
        } else {
            answer(observer, job);
        }
    }

    private TrainingJob stored(SubmitJobRequest request) {
        synchronized (jobs) {
            var job = job("ftjob-" + (jobs.size() + 1))
                    .setModel(request.getModel())
                    .setTrainingFile(request.getTrainingFile())
                    .setHyperparameters(request.getHyperparameters())
                    .setOptions(request.getOptions())
                    .putAllMetadata(request.getMetadataMap())
                    .build();
            jobs.putFirst(job.getId(), job);
            return job;
        }
    }

    /** A million bytes too much, unless the batch is halved. */
    @Override
    public void planJob(PlanJobRequest request, StreamObserver<TrainingPlan> observer) {
        var plan = TrainingPlan.newBuilder()
                .setFits(false)
                .setMemory(PlannedMemory.newBuilder().setWeights(5_000_000_000L).setTotal(5_000_000_000L))
                .setSteps(12)
                .setTrainedTokens(9_000_000_000L)
                .setSuggestion(PlanSuggestion.newBuilder()
                        .setParam("x_tailor.micro_batch_size")
                        .setValue("4")
                        .setMessage("with x_tailor.micro_batch_size 4 it fits"));
        if (request.getJob().getOptions().hasPricePerHour()) plan.setPrice(1.25);
        if (request.getJob().getModel().equals(SLOW)) {
            CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS).execute(() -> answer(observer, plan.build()));
        } else {
            answer(observer, plan.build());
        }
    }

    @Override
    public void checkFileUnused(CheckFileUnusedRequest request, StreamObserver<CheckFileUnusedResponse> observer) {
        if (request.getFileId().equals(NEEDED)) {
            observer.onError(Refusal.of(Code.FAILED_PRECONDITION, "FILE_IN_USE", "The job ftjob-1 needs it"));
        } else {
            answer(observer, CheckFileUnusedResponse.getDefaultInstance());
        }
    }

    @Override
    public void getJob(GetJobRequest request, StreamObserver<TrainingJob> observer) {
        if (request.getId().equals(HUNG)) return;
        synchronized (jobs) {
            answer(observer, jobs.get(request.getId()));
        }
    }

    @Override
    public void cancelJob(CancelJobRequest request, StreamObserver<TrainingJob> observer) {
        synchronized (jobs) {
            var job = jobs.get(request.getId());
            if (job != null && job.getStatus() == JobStatus.JOB_STATUS_CANCELLED) {
                observer.onError(Refusal.of(
                        Code.FAILED_PRECONDITION, "ILLEGAL_JOB_MOVE", "A cancelled job cannot be cancelled"));
                return;
            }
            if (job != null) {
                job = job.toBuilder().setStatus(JobStatus.JOB_STATUS_CANCELLED).build();
                jobs.put(request.getId(), job);
            }
            answer(observer, job);
        }
    }

    @Override
    public void listJobs(ListJobsRequest request, StreamObserver<ListJobsResponse> observer) {
        synchronized (jobs) {
            var matching = jobs.values().stream()
                    .filter(job -> job.getMetadataMap()
                            .entrySet()
                            .containsAll(request.getMetadataMap().entrySet()))
                    .toList();
            var page = page(matching, TrainingJob::getId, request.getAfter(), request.getLimit());
            answer(
                    observer,
                    ListJobsResponse.newBuilder()
                            .addAllJobs(page)
                            .setHasMore(!page.isEmpty() && page.getLast() != matching.getLast())
                            .build());
        }
    }

    @Override
    public void listEvents(ListEventsRequest request, StreamObserver<ListEventsResponse> observer) {
        var events = IntStream.range(0, EVENTS).mapToObj(StandInJobs::event).toList();
        var page = page(events, JobEvent::getId, request.getAfter(), request.getLimit());
        var more = !page.isEmpty() && page.getLast() != events.getLast();
        answer(
                observer,
                ListEventsResponse.newBuilder()
                        .addAllEvents(page)
                        .setHasMore(more)
                        .build());
    }

    private static JobEvent event(int number) {
        var event = JobEvent.newBuilder()
                .setId("ftevent-" + number)
                .setCreatedAt(1_700_000_000 + number)
                .setLevel(EventLevel.EVENT_LEVEL_INFO)
                .setMessage("Step %d/%d: training loss=0.22".formatted(number, EVENTS));
        if (number == SAMPLED) {
            return event.setSamples(samples(number)).build();
        }
        event.getMetricsBuilder().setStep(number).setTotalSteps(EVENTS).setTrainLoss(0.22);
        return event.build();
    }

    private static Samples samples(int step) {
        return Samples.newBuilder()
                .setStep(step)
                .addSamples(Sample.newBuilder()
                        .setLine(3)
                        .setPrompt("<user>Hi")
                        .setAnswer("yes")
                        .setReference("no")
                        .setFinishReason(FinishReason.FINISH_REASON_STOP))
                .build();
    }

    @Override
    public void listCheckpoints(ListCheckpointsRequest request, StreamObserver<ListCheckpointsResponse> observer) {
        var all = IntStream.of(2, 1)
                .mapToObj(step -> Checkpoint.newBuilder()
                        .setId("ftckpt_" + step)
                        .setJobId(request.getJobId())
                        .setModel("ft:org/base:tailor::abc:ckpt-step-" + step)
                        .setStep(step)
                        .build())
                .toList();
        var page = page(all, Checkpoint::getId, request.getAfter(), request.getLimit());
        answer(
                observer,
                ListCheckpointsResponse.newBuilder().addAllCheckpoints(page).build());
    }

    private static <T> List<T> page(List<T> all, Function<T, String> id, String after, int limit) {
        return all.stream()
                .dropWhile(item -> !after.isEmpty() && !id.apply(item).equals(after))
                .skip(after.isEmpty() ? 0 : 1)
                .limit(limit)
                .toList();
    }

    private static <T> void answer(StreamObserver<T> observer, @Nullable T found) {
        if (found == null) {
            observer.onError(Refusal.of(Code.NOT_FOUND, "JOB_NOT_FOUND", "There is no such fine-tuning job"));
        } else {
            observer.onNext(found);
            observer.onCompleted();
        }
    }
}

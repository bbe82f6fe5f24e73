package dev.tailor.training.job.grpc;

import dev.tailor.proto.worker.v1.MergeRequest;
import dev.tailor.proto.worker.v1.ModelRef;
import dev.tailor.proto.worker.v1.StopTrainingRequest;
import dev.tailor.proto.worker.v1.TrainEvent;
import dev.tailor.proto.worker.v1.WorkerGrpc;
import dev.tailor.training.job.JobFailure;
import dev.tailor.training.job.Plan;
import dev.tailor.training.job.Trainer;
import dev.tailor.training.job.TrainerReport;
import dev.tailor.training.model.MergeFigures;
import dev.tailor.training.model.Merger;
import dev.tailor.worker.launch.WorkerLaunch;
import dev.tailor.worker.launch.WorkerProcess;
import dev.tailor.worker.launch.WorkerStartException;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Starts the worker process when it is needed, keeps it, and starts another one when it has died. */
public class WorkerTrainer implements Trainer, Merger, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(WorkerTrainer.class);
    private static final Metadata.Key<String> TOKEN =
            Metadata.Key.of("x-worker-token", Metadata.ASCII_STRING_MARSHALLER);
    private static final Set<String> PUBLIC = Set.of("model", "training_file", "validation_file");
    private static final String DISK_FULL = "DISK_FULL";
    private static final int STOP_SECONDS = 10;

    private final Supplier<WorkerLaunch> launch;
    private final long memoryLimit;
    private final ReentrantLock starting = new ReentrantLock();
    private volatile @Nullable Connection connection;

    /** @param memoryLimit bytes; 0: what the system gives */
    public WorkerTrainer(Supplier<WorkerLaunch> launch, long memoryLimit) {
        this.launch = launch;
        this.memoryLimit = memoryLimit;
    }

    private record Connection(WorkerProcess process, ManagedChannel channel) {

        WorkerGrpc.WorkerBlockingStub stub() {
            var token = new Metadata();
            token.put(TOKEN, process.token());
            return WorkerGrpc.newBlockingStub(channel)
                    .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(token));
        }

        void close() {
            channel.shutdownNow();
            process.close();
        }
    }

    @Override
    public void train(Run run, Consumer<TrainerReport> reports) {
        var worker = connect();
        try {
            var events = worker.stub().train(TrainProto.request(run));
            listen(events, reports);
        } catch (StatusRuntimeException failed) {
            throw broken(failed);
        }
    }

    @Override
    public Plan plan(Run run) {
        var request = TrainProto.request(run).toBuilder().setMemoryLimit(memoryLimit);
        try {
            return PlanProto.plan(connect().stub().plan(request.build()));
        } catch (StatusRuntimeException failed) {
            throw broken(failed);
        }
    }

    @Override
    public void stop() {
        var worker = connection;
        if (worker == null) {
            return;
        }
        try {
            worker.stub()
                    .withDeadlineAfter(STOP_SECONDS, TimeUnit.SECONDS)
                    .stopTraining(StopTrainingRequest.getDefaultInstance());
        } catch (StatusRuntimeException failed) {
            LOG.warnf("worker not stopped reason=%s", failed.getStatus());
        }
    }

    /** Returns or throws only when the worker has left the run, so that nobody writes to its files any more. */
    private void listen(Iterator<TrainEvent> events, Consumer<TrainerReport> reports) {
        boolean heard = false;
        try {
            while (events.hasNext()) {
                TrainProto.report(events.next()).ifPresent(reports);
            }
            heard = true;
        } finally {
            if (!heard) {
                abandon(events);
            }
        }
    }

    private void abandon(Iterator<TrainEvent> events) {
        stop();
        try {
            events.forEachRemaining(unheard -> {});
        } catch (StatusRuntimeException ended) {
            LOG.debugf("run ended status=%s", ended.getStatus());
        }
    }

    @Override
    public MergeFigures merge(Path base, Path adapter, Path output) {
        var model = ModelRef.newBuilder().setDirectory(base.toString()).setAdapterDirectory(adapter.toString());
        var answer = connect()
                .stub()
                .merge(MergeRequest.newBuilder()
                        .setModel(model)
                        .setOutputDirectory(output.toString())
                        .build());
        return new MergeFigures(
                answer.getLargestLogitDifference(), answer.getMeanDivergence(), answer.getTopAgreement());
    }

    /** Merges before a run, and fails as a run does; an export's caller is told the status itself. */
    public Merger forRuns() {
        return (base, adapter, output) -> {
            try {
                return merge(base, adapter, output);
            } catch (StatusRuntimeException failed) {
                throw broken(failed);
            }
        };
    }

    @Override
    public void close() {
        var worker = connection;
        if (worker != null) {
            worker.close();
        }
    }

    private Connection connect() {
        starting.lock();
        try {
            var worker = connection;
            if (worker == null || !worker.process().alive()) {
                if (worker != null) {
                    worker.close();
                }
                worker = start();
                connection = worker;
            }
            return worker;
        } finally {
            starting.unlock();
        }
    }

    private Connection start() {
        try {
            var process = WorkerProcess.start(launch.get());
            var channel = ManagedChannelBuilder.forAddress("127.0.0.1", process.port())
                    .usePlaintext()
                    .build();
            return new Connection(process, channel);
        } catch (WorkerStartException failed) {
            throw new WorkerLost(String.valueOf(failed.getMessage()), failed);
        }
    }

    /** The worker names settings bare; users know them under their key. */
    private static String publicName(String setting) {
        return PUBLIC.contains(setting) ? setting : "x_tailor." + setting;
    }

    private static RuntimeException broken(StatusRuntimeException failed) {
        var problem = RemoteProblem.of(failed);
        if (problem.reason().equals(DISK_FULL)) {
            return new DiskFull(problem.message(), failed);
        }
        return switch (failed.getStatus().getCode()) {
            case INVALID_ARGUMENT, FAILED_PRECONDITION, RESOURCE_EXHAUSTED ->
                new RunRefused(new JobFailure(
                        problem.reason().toLowerCase(Locale.ROOT),
                        problem.message(),
                        problem.field().map(WorkerTrainer::publicName).orElse(null)));
            case UNAVAILABLE -> new WorkerLost("the training process has died", failed);
            default -> new WorkerLost(problem.message(), failed);
        };
    }
}

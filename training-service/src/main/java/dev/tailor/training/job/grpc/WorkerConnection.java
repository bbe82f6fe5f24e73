package dev.tailor.training.job.grpc;

import dev.tailor.proto.worker.v1.WorkerGrpc;
import dev.tailor.training.job.Trainer;
import dev.tailor.worker.launch.WorkerLaunch;
import dev.tailor.worker.launch.WorkerProcess;
import dev.tailor.worker.launch.WorkerStartException;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import java.util.function.Function;

/** A worker process and the way to call it; both end together. */
record WorkerConnection(WorkerProcess process, ManagedChannel channel) implements AutoCloseable {

    private static final Metadata.Key<String> TOKEN =
            Metadata.Key.of("x-worker-token", Metadata.ASCII_STRING_MARSHALLER);

    /** Throws {@link Trainer.WorkerLost} where the process does not start. */
    static WorkerConnection start(WorkerLaunch launch) {
        try {
            var process = WorkerProcess.start(launch);
            var channel = ManagedChannelBuilder.forAddress("127.0.0.1", process.port())
                    .usePlaintext()
                    .build();
            return new WorkerConnection(process, channel);
        } catch (WorkerStartException failed) {
            throw new Trainer.WorkerLost(String.valueOf(failed.getMessage()), failed);
        }
    }

    WorkerGrpc.WorkerBlockingStub stub() {
        var token = new Metadata();
        token.put(TOKEN, process.token());
        return WorkerGrpc.newBlockingStub(channel).withInterceptors(MetadataUtils.newAttachHeadersInterceptor(token));
    }

    /** Makes a call whose failure is told as a run hears it. */
    <T> T call(Function<WorkerGrpc.WorkerBlockingStub, T> call) {
        try {
            return call.apply(stub());
        } catch (StatusRuntimeException failed) {
            throw RunFailures.of(failed, process::end);
        }
    }

    @Override
    public void close() {
        channel.shutdownNow();
        process.close();
    }
}

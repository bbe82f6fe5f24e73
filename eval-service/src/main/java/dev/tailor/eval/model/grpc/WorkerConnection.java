package dev.tailor.eval.model.grpc;

import dev.tailor.eval.WorkerLost;
import dev.tailor.eval.model.WorkerSource;
import dev.tailor.proto.worker.v1.WorkerGrpc;
import dev.tailor.worker.launch.WorkerProcess;
import dev.tailor.worker.launch.WorkerStartException;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** The tensor process of this service: started when first needed, and again after it ended. */
@Singleton
public final class WorkerConnection implements AutoCloseable {
    private static final Metadata.Key<String> TOKEN =
            Metadata.Key.of("x-worker-token", Metadata.ASCII_STRING_MARSHALLER);
    private static final int MAX_MESSAGE_BYTES = 64 << 20;

    private final WorkerSource source;
    private final ReentrantLock starting = new ReentrantLock();
    /** Empty, or the one process in use. */
    private final List<Running> running = new ArrayList<>();

    public WorkerConnection(WorkerSource source) {
        this.source = source;
    }

    /** A stub of a living process. */
    WorkerGrpc.WorkerBlockingStub worker() {
        starting.lock();
        try {
            if (!alive()) {
                close();
                running.add(start());
            }
            return running.getFirst().stub();
        } finally {
            starting.unlock();
        }
    }

    /** Whether a process runs at this moment. */
    boolean alive() {
        return !running.isEmpty() && running.getFirst().process().alive();
    }

    @Override
    @PreDestroy
    public void close() {
        starting.lock();
        try {
            running.forEach(Running::close);
            running.clear();
        } finally {
            starting.unlock();
        }
    }

    private Running start() {
        try {
            var process = WorkerProcess.start(source.launch());
            var channel = ManagedChannelBuilder.forAddress("127.0.0.1", process.port())
                    .usePlaintext()
                    .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                    .build();
            var token = new Metadata();
            token.put(TOKEN, process.token());
            var stub = WorkerGrpc.newBlockingStub(channel)
                    .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(token));
            return new Running(process, channel, stub);
        } catch (WorkerStartException | IllegalArgumentException failed) {
            throw new WorkerLost("The tensor process did not start: " + failed.getMessage(), failed);
        }
    }

    private record Running(WorkerProcess process, ManagedChannel channel, WorkerGrpc.WorkerBlockingStub stub) {
        void close() {
            channel.shutdownNow();
            process.close();
        }
    }
}

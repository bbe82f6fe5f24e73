package dev.tailor.worker;

import dev.tailor.proto.worker.v1.WorkerGrpc;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A caller of a worker on this machine. */
final class WorkerConnection implements AutoCloseable {

    private final ManagedChannel channel;
    private final WorkerGrpc.WorkerBlockingStub calls;

    WorkerConnection(int port, String token) {
        var metadata = new Metadata();
        metadata.put(TokenCheck.TOKEN, token);
        channel = NettyChannelBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .usePlaintext()
                .build();
        calls = WorkerGrpc.newBlockingStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
    }

    WorkerGrpc.WorkerBlockingStub calls() {
        return calls;
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}

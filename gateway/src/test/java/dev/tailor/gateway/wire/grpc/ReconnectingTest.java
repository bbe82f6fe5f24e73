package dev.tailor.gateway.wire.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailor.gateway.standin.FreePort;
import dev.tailor.proto.data.v1.FilesGrpc;
import dev.tailor.proto.data.v1.GetFileRequest;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReconnectingTest {
    /** In this time gRPC has tried twice in vain, and waits for at least 700 ms more. */
    private static final Duration AWAY = Duration.ofMillis(1400);

    private static final Duration AT_ONCE = Duration.ofMillis(500);

    private final InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePort.find());
    private final ManagedChannel managed = ManagedChannelBuilder.forAddress("127.0.0.1", address.getPort())
            .usePlaintext()
            .build();

    @AfterEach
    void close() {
        managed.shutdownNow();
    }

    @Test
    void aServiceThatIsBackIsReachedAtOnce() throws IOException, InterruptedException {
        // Given
        var channel = Reconnecting.over(managed);
        assertThat(answersWithin(AWAY, channel)).containsOnly(Status.Code.UNAVAILABLE);

        // When
        var server = NettyServerBuilder.forAddress(address).build().start();

        // Then
        try {
            assertThat(answersWithin(AT_ONCE, channel)).endsWith(Status.Code.UNIMPLEMENTED);
        } finally {
            server.shutdownNow();
        }
    }

    private static List<Status.Code> answersWithin(Duration time, Channel channel) throws InterruptedException {
        var answers = new ArrayList<Status.Code>();
        for (long end = System.nanoTime() + time.toNanos(); System.nanoTime() < end; Thread.sleep(50)) {
            answers.add(answer(channel));
        }
        return answers;
    }

    /** Of a server without services: that there is none is its answer. */
    private static Status.Code answer(Channel channel) {
        try {
            FilesGrpc.newBlockingStub(channel).getFile(GetFileRequest.getDefaultInstance());
            return Status.Code.OK;
        } catch (StatusRuntimeException refused) {
            return refused.getStatus().getCode();
        }
    }
}

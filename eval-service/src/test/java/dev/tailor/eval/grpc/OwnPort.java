package dev.tailor.eval.grpc;

import dev.tailor.proto.eval.v1.ChatGrpc;
import dev.tailor.proto.eval.v1.ComparisonsGrpc;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Callers of the service under test, which listens on whichever port is free, so that two checkouts test side by side. */
@Singleton
public class OwnPort {

    private final ManagedChannel channel;

    public OwnPort(@ConfigProperty(name = "quarkus.grpc.server.port") int port) {
        channel = ManagedChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .build();
    }

    @Produces
    @Singleton
    ChatGrpc.ChatBlockingStub chat() {
        return ChatGrpc.newBlockingStub(channel);
    }

    @Produces
    @Singleton
    ComparisonsGrpc.ComparisonsBlockingStub comparisons() {
        return ComparisonsGrpc.newBlockingStub(channel);
    }

    @PreDestroy
    void close() {
        channel.shutdownNow();
    }
}

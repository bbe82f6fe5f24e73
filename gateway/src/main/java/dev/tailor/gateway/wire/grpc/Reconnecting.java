package dev.tailor.gateway.wire.grpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;

/**
 * Connects again with each call that meets a lost connection. By itself gRPC waits longer after each vain try, up to two
 * minutes, in which a service that is back would not be reached.
 */
public final class Reconnecting extends Channel {
    private final ManagedChannel channel;

    private Reconnecting(ManagedChannel channel) {
        this.channel = channel;
    }

    /** Returns the channel itself where its connections are not its own. */
    public static Channel over(Channel channel) {
        return channel instanceof ManagedChannel managed ? new Reconnecting(managed) : channel;
    }

    /** The call itself fails without waiting; the next one finds the new connection. */
    @Override
    public <Q, A> ClientCall<Q, A> newCall(MethodDescriptor<Q, A> method, CallOptions options) {
        if (channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
            channel.resetConnectBackoff();
        }
        return channel.newCall(method, options);
    }

    @Override
    public String authority() {
        return channel.authority();
    }
}

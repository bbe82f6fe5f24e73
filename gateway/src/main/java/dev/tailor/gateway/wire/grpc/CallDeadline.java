package dev.tailor.gateway.wire.grpc;

import dev.tailor.gateway.wire.Settings;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Ends each call with one answer that takes too long; streams are watched message by message where they are read. */
@ApplicationScoped
@GlobalInterceptor
class CallDeadline implements ClientInterceptor {
    private final Duration deadline;

    CallDeadline(Settings settings) {
        deadline = settings.calls().deadline();
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        return next.newCall(method, limited(method, options));
    }

    private CallOptions limited(MethodDescriptor<?, ?> method, CallOptions options) {
        var limits = method.getType() == MethodType.UNARY && options.getDeadline() == null;
        return limits ? options.withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS) : options;
    }
}

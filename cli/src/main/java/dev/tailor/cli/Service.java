package dev.tailor.cli;

import java.util.Locale;

/** The four processes of a mesh and the ports they prefer. */
enum Service {
    DATA(8081, 9081),
    TRAINING(8082, 9082),
    EVAL(8083, 9083),
    GATEWAY(8080, 0);

    private final int http;
    private final int grpc;

    Service(int http, int grpc) {
        this.http = http;
        this.grpc = grpc;
    }

    int preferredHttp() {
        return http;
    }

    /** 0 for the gateway, which serves no gRPC. */
    int preferredGrpc() {
        return grpc;
    }

    /** The name of its folder and of its log. */
    String folder() {
        return this == GATEWAY ? "gateway" : name().toLowerCase(Locale.ROOT) + "-service";
    }
}

package dev.tailor.cli;

import java.util.Locale;

/** The four processes of a mesh and the ports they prefer. */
enum Service {
    DATA(8081, 9081, "/files"),
    TRAINING(8082, 9082, "/fine_tuning/jobs"),
    EVAL(8083, 9083, "/comparisons"),
    GATEWAY(8080, 0, "");

    private final int http;
    private final int grpc;
    private final String list;

    Service(int http, int grpc, String list) {
        this.http = http;
        this.grpc = grpc;
        this.list = list;
    }

    int preferredHttp() {
        return http;
    }

    /** 0 for the gateway, which serves no gRPC. */
    int preferredGrpc() {
        return grpc;
    }

    /** A list of the public API for which the gateway asks this service; empty for the gateway. */
    String list() {
        return list;
    }

    /** The name of its folder and of its log. */
    String folder() {
        return this == GATEWAY ? "gateway" : name().toLowerCase(Locale.ROOT) + "-service";
    }
}

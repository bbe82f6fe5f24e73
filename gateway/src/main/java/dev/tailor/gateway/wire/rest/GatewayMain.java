package dev.tailor.gateway.wire.rest;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the gateway. Quarkus would refuse addresses that cannot be decoded before {@link Gate} sees them, in silence. */
@QuarkusMain
public final class GatewayMain {
    private GatewayMain() {}

    public static void main(String... arguments) {
        System.setProperty("vertx.disableURIValidation", "true");
        Quarkus.run(arguments);
    }
}

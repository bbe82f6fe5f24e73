package dev.tailor.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Starts one service as a process that outlives this one. Knows command line and environment, not readiness. */
final class ServiceStart {
    private final Places places;

    ServiceStart(Places places) {
        this.places = places;
    }

    ProcessHandle start(Service service, Map<Service, RunningService> ports) {
        var log = places.log(service);
        try {
            Files.createDirectories(log.getParent());
            var builder = new ProcessBuilder(command(service))
                    .directory(places.home().toFile())
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .redirectErrorStream(true);
            builder.environment().putAll(environment(service, ports));
            return builder.start().toHandle();
        } catch (IOException failed) {
            throw new CommandFailed("Cannot start " + service.folder() + ": " + failed.getMessage(), failed);
        }
    }

    List<String> command(Service service) {
        var command = new ArrayList<String>();
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            command.add("/usr/bin/setsid");
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Dmesh.home=" + places.home());
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:MaxDirectMemorySize=128m"));
        command.add("-XX:TieredStopAtLevel=1");
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
        command.add("-jar");
        command.add(places.root()
                .resolve(service.folder())
                .resolve("target/quarkus-app/quarkus-run.jar")
                .toString());
        return command;
    }

    Map<String, String> environment(Service service, Map<Service, RunningService> ports) {
        var worker = places.root().resolve("libs/worker/target");
        var environment = new TreeMap<String, String>();
        environment.put("TAILOR_HOME", places.home().toString());
        environment.put("TAILOR_MODELS", places.models());
        environment.put("TAILOR_WORKER_CLASSPATH", worker + "/tailor-worker-0.1.0-SNAPSHOT.jar:" + worker + "/lib/*");
        for (var peer : ports.values()) {
            if (peer.service() != Service.GATEWAY) {
                environment.put("QUARKUS_GRPC_CLIENTS_" + peer.service() + "_HOST", "127.0.0.1");
                environment.put("QUARKUS_GRPC_CLIENTS_" + peer.service() + "_PORT", String.valueOf(peer.grpc()));
            }
        }
        var own = ports.get(service);
        if (own != null) {
            environment.put("QUARKUS_HTTP_PORT", String.valueOf(own.http()));
            environment.put("QUARKUS_GRPC_SERVER_PORT", String.valueOf(own.grpc()));
        }
        if (service == Service.GATEWAY) {
            environment.remove("QUARKUS_GRPC_SERVER_PORT");
            environment.put("TAILOR_API_KEYS", ApiKey.in(places.home()));
        }
        return environment;
    }
}

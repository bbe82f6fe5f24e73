package dev.tailor.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** The four processes under one home: brings up what is missing, waits until it is ready, takes everything down. */
final class Mesh {
    private static final Duration PATIENCE = Duration.ofSeconds(150);
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final int LOG_LINES = 25;

    private final Places places;
    private final MeshFile file;
    private boolean closed;

    Mesh(Places places) {
        this.places = places;
        this.file = new MeshFile(places.home());
    }

    /** Starts what does not run. Returns once a call of every service is answered; failing, it takes its part back. */
    void up() {
        var known = file.read();
        var before = running();
        boolean whole = false;
        try {
            awaitReady(startMissing());
            whole = true;
        } finally {
            if (!whole) {
                new Ending(places.home(), GRACE).endThese(startedSince(before));
                file.write(known);
            }
        }
    }

    private List<RunningService> startedSince(List<RunningService> before) {
        return running().stream().filter(one -> !before.contains(one)).toList();
    }

    List<RunningService> running() {
        return file.read().stream().filter(one -> one.process().isPresent()).toList();
    }

    /**
     * Asks every process to end, waits, then ends it; also what a lost state file no longer knows. Returns how many
     * there were.
     */
    int down(Duration grace) {
        List<RunningService> known;
        synchronized (this) {
            closed = true;
            known = file.read();
        }
        int ended = new Ending(places.home(), grace).end(known);
        file.delete();
        return ended;
    }

    private synchronized Map<Service, RunningService> startMissing() {
        if (closed) {
            throw new CommandFailed("interrupted");
        }
        var services = new EnumMap<Service, RunningService>(Service.class);
        running().forEach(one -> services.put(one.service(), one));
        var missing = plan(services);
        var start = new ServiceStart(places);
        for (var service : missing) {
            var planned = known(services, service);
            var process = start.start(service, services);
            services.put(service, RunningService.of(service, process, planned.http(), planned.grpc()));
            file.write(List.copyOf(services.values()));
        }
        return services;
    }

    /** Adds an entry with ports and no process for each service that does not run. */
    private List<Service> plan(Map<Service, RunningService> services) {
        var ports = new Ports();
        var before = new EnumMap<Service, RunningService>(Service.class);
        file.read().forEach(one -> before.put(one.service(), one));
        var missing = List.of(Service.values()).stream()
                .filter(one -> !services.containsKey(one))
                .toList();
        boolean peersRun = !services.isEmpty();
        for (var service : missing) {
            var earlier = before.get(service);
            int http = service == Service.GATEWAY ? gatewayPort() : port(ports, service.preferredHttp());
            int grpc = service == Service.GATEWAY ? 0 : port(ports, service.preferredGrpc());
            if (peersRun && earlier != null && service != Service.GATEWAY) {
                grpc = earlier.grpc();
            }
            services.put(service, new RunningService(service, 0, 0, http, grpc));
        }
        return missing;
    }

    /** The documented ports are for the mesh at the documented address; others would race for them. */
    private int port(Ports ports, int preferred) {
        return places.port() == Places.DEFAULT_PORT ? ports.near(preferred) : ports.any();
    }

    private int gatewayPort() {
        if (!Ports.free(places.port())) {
            throw new CommandFailed(
                    "Port %d is taken; stop what listens there or set TAILOR_PORT to another".formatted(places.port()));
        }
        return places.port();
    }

    private void awaitReady(Map<Service, RunningService> services) {
        var health = new Health();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (var service : services.values()) {
            await(service, deadline, () -> health.ready(service.http()));
        }
        var key = ApiKey.in(places.home());
        var gateway = known(services, Service.GATEWAY);
        var api = "http://127.0.0.1:%d/v1".formatted(gateway.http());
        for (var service : services.values()) {
            if (service.service() != Service.GATEWAY) {
                await(service, deadline, () -> {
                    refuseEnded(gateway);
                    return health.reaches(api, key, service.service());
                });
            }
        }
    }

    private void await(RunningService service, long deadline, BooleanSupplier ready) {
        while (!ready.getAsBoolean()) {
            refuseEnded(service);
            if (System.nanoTime() > deadline) {
                throw new CommandFailed("%s was not ready within %d s.\n%s"
                        .formatted(service.service().folder(), PATIENCE.toSeconds(), tail(service)));
            }
            Pause.of(Duration.ofMillis(200));
        }
    }

    private void refuseEnded(RunningService service) {
        if (service.process().isEmpty()) {
            throw new CommandFailed(service.service().folder() + " ended while starting.\n" + tail(service));
        }
    }

    private String tail(RunningService service) {
        var log = places.log(service.service());
        try {
            var lines = Files.readAllLines(log);
            var last = lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size());
            return String.join("\n", last) + "\nThe whole log is in " + log;
        } catch (IOException unreadable) {
            return "Its log should be in " + log;
        }
    }

    private static RunningService known(Map<Service, RunningService> services, Service service) {
        var found = services.get(service);
        if (found == null) {
            throw new IllegalStateException("no ports planned for " + service);
        }
        return found;
    }
}

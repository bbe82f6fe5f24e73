package dev.tailor.cli;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "down", description = "Stops the services; their state stays.", mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {
    private static final Duration GRACE = Duration.ofSeconds(40);

    private final Supplier<Places> places;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    DownCommand(Supplier<Places> places) {
        this.places = places;
    }

    @Override
    public Integer call() {
        var where = places.get();
        var mesh = new Mesh(where);
        var running = mesh.running().stream().map(one -> one.service().folder()).toList();
        int ended = mesh.down(GRACE);
        spec.commandLine().getOut().println(told(running, ended) + " in " + where.home());
        return 0;
    }

    /** Processes of which the mesh's file knows nothing have no names. */
    private static String told(List<String> running, int ended) {
        if (ended == 0) {
            return "Nothing ran";
        }
        return "Stopped " + (running.isEmpty() ? ended + " processes" : String.join(", ", running));
    }
}

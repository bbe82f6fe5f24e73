package dev.tailor.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "down", description = "Stops the services; their state stays.", mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {
    private static final Duration GRACE = Duration.ofSeconds(40);

    private final Places places;

    DownCommand(Places places) {
        this.places = places;
    }

    @Override
    public Integer call() {
        new Mesh(places).down(GRACE);
        return 0;
    }
}

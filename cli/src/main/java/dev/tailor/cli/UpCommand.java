package dev.tailor.cli;

import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "up", description = "Starts what does not run of the four services.", mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
    private final Supplier<Places> places;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    UpCommand(Supplier<Places> places) {
        this.places = places;
    }

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        var where = places.get();
        var mesh = new Mesh(where);
        mesh.up();
        for (var service : mesh.running()) {
            out.printf(
                    "%-17s http://127.0.0.1:%d%s%n",
                    service.service().folder(), service.http(), service.service() == Service.GATEWAY ? "/v1" : "");
        }
        out.println("Logs: " + where.home().resolve("logs"));
        out.println("For an OpenAI client: eval \"$(./tailor env)\"");
        return 0;
    }
}

package dev.tailor.cli;

import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "env",
        description = "Prints what an OpenAI client needs, for eval \"$(./tailor env)\".",
        mixinStandardHelpOptions = true)
final class EnvCommand implements Callable<Integer> {
    private final Supplier<Places> places;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    EnvCommand(Supplier<Places> places) {
        this.places = places;
    }

    @Override
    public Integer call() {
        var mesh = asItRuns(places.get());
        var out = spec.commandLine().getOut();
        out.println("export OPENAI_BASE_URL=" + mesh.api());
        out.println("export OPENAI_API_KEY=" + ApiKey.in(mesh.home()));
        return 0;
    }

    /** A mesh that runs keeps the port that it was started with, whatever the environment says now. */
    private static Places asItRuns(Places mesh) {
        return new MeshFile(mesh.home())
                .read().stream()
                        .filter(service -> service.service() == Service.GATEWAY)
                        .filter(service -> service.process().isPresent())
                        .findFirst()
                        .map(gateway -> mesh.movedTo(mesh.home(), gateway.http()))
                        .orElse(mesh);
    }
}

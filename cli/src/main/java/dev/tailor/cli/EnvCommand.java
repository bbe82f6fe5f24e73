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
        var mesh = places.get();
        var out = spec.commandLine().getOut();
        out.println("export OPENAI_BASE_URL=" + mesh.api());
        out.println("export OPENAI_API_KEY=" + ApiKey.in(mesh.home()));
        return 0;
    }
}

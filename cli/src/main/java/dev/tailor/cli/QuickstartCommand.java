package dev.tailor.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "quickstart",
        description = "Prepares data, fine-tunes a model, compares it with its base and answers, end to end.",
        mixinStandardHelpOptions = true)
final class QuickstartCommand implements Callable<Integer> {
    private static final Duration GRACE = Duration.ofSeconds(8);

    /** What the bundled sample is trained with; your own data gets the recommended settings. */
    static final Map<String, Object> SAMPLE_SETTINGS = Map.of(
            "hyperparameters",
            Map.of("n_epochs", 2, "batch_size", 16),
            "x_tailor",
            Map.of("method", "full", "learning_rate", 1e-3, "schedule", "cosine", "eval_every_steps", 60));

    private final Supplier<Places> given;

    @Option(names = "--model", paramLabel = "DIR", description = "a base model in Hugging Face layout")
    private @Nullable Path model;

    @Option(names = "--data", paramLabel = "FILE", description = "training rows, JSONL")
    private @Nullable Path data;

    @Option(names = "--report", paramLabel = "FILE", description = "also writes what is shown as JSON")
    private @Nullable Path report;

    @Option(names = "--keep", description = "leaves the mesh running at the usual address")
    private boolean keep;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    QuickstartCommand(Supplier<Places> places) {
        this.given = places;
    }

    @Override
    public Integer call() throws IOException {
        long began = System.nanoTime();
        var places = places();
        var mesh = new Mesh(places);
        var guard = new Thread(() -> stop(mesh, places), "stop");
        if (!keep) {
            stop(new Mesh(places), places);
        }
        Runtime.getRuntime().addShutdownHook(guard);
        var out = spec.commandLine().getOut();
        try {
            walk(mesh, places, began);
        } catch (CommandFailed failed) {
            out.flush();
            throw new CommandFailed(
                    failed.getMessage() + "\nLogs: " + places.home().resolve("logs"), failed);
        }
        if (keep) {
            Runtime.getRuntime().removeShutdownHook(guard);
        }
        showNext(out, places);
        return 0;
    }

    private void walk(Mesh mesh, Places places, long began) throws IOException {
        var out = spec.commandLine().getOut();
        out.println("Starting the services …");
        out.flush();
        mesh.up();
        var bar = new ProgressBar(
                out, System.console() != null && System.console().isTerminal());
        try (var api = new Api(places.api(), ApiKey.in(places.home()))) {
            var settings = model == null && data == null ? SAMPLE_SETTINGS : Map.<String, Object>of();
            var result = new Quickstart(api, out, bar).run(base().getFileName().toString(), rows(), settings);
            double seconds = (System.nanoTime() - began) / 1e9;
            if (report != null) {
                result.write(report, seconds);
            }
            out.printf("%nDone in %.0f s.%n", seconds);
        }
    }

    private Places places() {
        for (var path : new Path[] {base(), rows()}) {
            if (!Files.exists(path)) {
                throw new CommandFailed("There is no " + path);
            }
        }
        if (!Files.isRegularFile(base().resolve("config.json"))) {
            throw new CommandFailed(
                    "%s is no model: it has no config.json; --model names a directory in Hugging Face layout"
                            .formatted(base()));
        }
        var usual = given.get();
        var places = keep ? usual : usual.movedTo(usual.home().resolve("quickstart"), new Ports().any());
        return model == null ? places : places.withModel(model);
    }

    private Path base() {
        return (model == null ? given.get().root().resolve("samples/models/tailor-tiny") : model)
                .toAbsolutePath()
                .normalize();
    }

    private Path rows() {
        return data == null ? given.get().root().resolve("samples/support/tickets.jsonl") : data;
    }

    private void stop(Mesh mesh, Places places) {
        mesh.down(GRACE);
        if (keep) {
            return;
        }
        try {
            for (var state : new String[] {"data", "training", "eval"}) {
                Unpacking.delete(places.home().resolve(state));
            }
        } catch (IOException left) {
            spec.commandLine().getErr().println("Could not remove " + places.home() + ": " + left.getMessage());
        }
    }

    private void showNext(PrintWriter out, Places places) {
        out.println("Next:");
        if (keep) {
            out.println("  eval \"$(./tailor env)\"       readies any OpenAI client; ./tailor down stops the mesh");
        } else {
            out.println("  ./tailor up                   starts a mesh that stays, at "
                    + given.get().api());
        }
        out.println("  ./tailor quickstart --model DIR --data FILE   does the same with your own");
        out.println("  Logs of this run: " + places.home().resolve("logs"));
        out.flush();
    }
}

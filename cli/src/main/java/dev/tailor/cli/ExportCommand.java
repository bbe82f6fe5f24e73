package dev.tailor.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "export",
        description = "Writes a tuned model as a Hugging Face directory.",
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
    private final Supplier<Places> places;

    @Parameters(index = "0", paramLabel = "MODEL", description = "id of the tuned model")
    private String model = "";

    @Parameters(index = "1", paramLabel = "DIR", description = "a directory that is new or empty")
    private Path directory = Path.of("");

    @Option(names = "--merged", description = "base and adapter merged into whole weights")
    private boolean merged;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    ExportCommand(Supplier<Places> places) {
        this.places = places;
    }

    @Override
    public Integer call() throws IOException {
        var unpacking = new Unpacking(directory.toAbsolutePath().normalize());
        unpacking.refuseTaken();
        var mesh = places.get();
        var path = "/models/" + URLEncoder.encode(model, StandardCharsets.UTF_8) + "/export"
                + (merged ? "?form=merged" : "");
        try (var api = new Api(mesh.api(), ApiKey.in(mesh.home()));
                InputStream tar = api.download(path)) {
            int files = unpacking.unpack(tar);
            spec.commandLine().getOut().println("Wrote " + files + " files to " + directory);
        }
        return 0;
    }
}

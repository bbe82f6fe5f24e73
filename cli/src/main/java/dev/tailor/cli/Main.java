package dev.tailor.cli;

import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./tailor}: names the commands and turns a failed one into one message and an exit status. */
@Command(
        name = "tailor",
        description = "Fine-tunes language models and says honestly whether they became better.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "./tailor test builds and tests everything."})
public final class Main {
    private Main() {}

    /** Runs one command and exits. */
    public static void main(String[] arguments) {
        var root =
                Path.of(System.getProperty("tailor.root", ".")).toAbsolutePath().normalize();
        System.exit(commandLine(root, System.getenv()).execute(arguments));
    }

    static CommandLine commandLine(Path root, Map<String, String> environment) {
        var places = Places.of(root, environment);
        return new CommandLine(new Main())
                .addSubcommand(new QuickstartCommand(places))
                .addSubcommand(new UpCommand(places))
                .addSubcommand(new DownCommand(places))
                .addSubcommand(new EnvCommand(places))
                .addSubcommand(new ExportCommand(places))
                .addSubcommand(new BenchCommand(places))
                .setExecutionExceptionHandler(Main::tell);
    }

    private static int tell(Exception problem, CommandLine command, CommandLine.ParseResult ignored) throws Exception {
        if (!(problem instanceof CommandFailed)) {
            throw problem;
        }
        command.getErr().println(problem.getMessage());
        return 1;
    }
}

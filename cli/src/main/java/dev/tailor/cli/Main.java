package dev.tailor.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

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
        Supplier<Places> places = () -> Places.of(root, environment);
        return new CommandLine(new Main())
                .addSubcommand(new QuickstartCommand(places))
                .addSubcommand(new UpCommand(places))
                .addSubcommand(new DownCommand(places))
                .addSubcommand(new EnvCommand(places))
                .addSubcommand(new ExportCommand(places))
                .addSubcommand(new BenchCommand(places))
                .setParameterExceptionHandler(Main::refuse)
                .setExecutionExceptionHandler(Main::tell);
    }

    private static int refuse(ParameterException wrong, String[] arguments) {
        var command = wrong.getCommandLine();
        if (arguments.length == 0) {
            command.usage(command.getErr());
            return command.getCommandSpec().exitCodeOnInvalidInput();
        }
        var name = command.getCommandSpec().qualifiedName();
        command.getErr().printf("%s; ./%s --help tells what there is%n", wrong.getMessage(), name);
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static int tell(Exception problem, CommandLine command, CommandLine.ParseResult ignored) throws Exception {
        var message = switch (problem) {
            case CommandFailed failed -> failed.getMessage();
            case IOException failed -> inWords(failed);
            case UncheckedIOException failed -> inWords(Objects.requireNonNull(failed.getCause()));
            default -> throw problem;
        };
        command.getErr().println(message);
        return 1;
    }

    /** The messages of the file system's exceptions are often the path alone. */
    private static String inWords(IOException failed) {
        return switch (failed) {
            case AccessDeniedException denied ->
                "No permission for %s; change its owner or choose another place".formatted(denied.getFile());
            case NoSuchFileException missing -> "There is no " + missing.getFile();
            case FileAlreadyExistsException there ->
                "%s is in the way; remove it or choose another place".formatted(there.getFile());
            default -> "Reading or writing failed: " + failed.getMessage();
        };
    }
}

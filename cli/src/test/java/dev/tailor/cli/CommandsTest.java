package dev.tailor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandsTest {
    @TempDir
    private Path root;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return run(Map.of("TAILOR_PORT", "8123"), arguments);
    }

    private int run(Map<String, String> environment, String... arguments) {
        return Main.commandLine(root, environment)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    private static byte[] tar(String name) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes)) {
            var content = "{}".getBytes(StandardCharsets.UTF_8);
            var entry = new TarArchiveEntry(name);
            entry.setSize(content.length);
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }

    @Test
    void envPrintsTwoExports() {
        // When
        int status = run("env");
        // Then
        assertThat(status).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "export OPENAI_BASE_URL=http://127.0.0.1:8123/v1",
                        "export OPENAI_API_KEY=" + ApiKey.in(root.resolve(".tailor")));
    }

    @Test
    void envTellsThePortOfTheMeshThatRuns() {
        // Given
        var gateway = RunningService.of(Service.GATEWAY, ProcessHandle.current(), 8456, 0);
        new MeshFile(root.resolve(".tailor")).write(List.of(gateway));
        // When
        int status = run("env");
        // Then
        assertThat(status).isZero();
        assertThat(out.toString().lines()).first().isEqualTo("export OPENAI_BASE_URL=http://127.0.0.1:8456/v1");
    }

    @Test
    void envTellsTheChosenPortWhereTheMeshHasEnded() {
        // Given
        var gone = new RunningService(Service.GATEWAY, ProcessHandle.current().pid(), 1, 8456, 0);
        new MeshFile(root.resolve(".tailor")).write(List.of(gone));
        // When
        run("env");
        // Then
        assertThat(out.toString()).contains("127.0.0.1:8123/v1");
    }

    @Test
    void downWithNothingRunningSucceedsAndSaysSo() {
        assertThat(run("down")).isZero();
        assertThat(out.toString().lines()).containsExactly("Nothing ran in " + root.resolve(".tailor"));
    }

    @Test
    void downTellsWhatItStopped() throws IOException, InterruptedException {
        // Given
        var process = new ProcessBuilder("sleep", "300").start();
        new MeshFile(root.resolve(".tailor"))
                .write(List.of(RunningService.of(Service.EVAL, process.toHandle(), 8083, 9083)));
        // When
        int status = run("down");
        // Then
        assertThat(status).isZero();
        assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(out.toString().lines()).containsExactly("Stopped eval-service in " + root.resolve(".tailor"));
    }

    @Test
    void aWrongSettingIsToldInOneLineAndHelpStillWorks() {
        var wrong = Map.of("TAILOR_PORT", "abc");
        // Then
        assertThat(run(wrong, "up")).isEqualTo(1);
        assertThat(err.toString().lines()).containsExactly("TAILOR_PORT must be a port from 1 to 65535, was abc");
        assertThat(run(wrong, "up", "--help")).isZero();
    }

    @Test
    void aHomeThatIsAFileIsToldInOneLine() throws IOException {
        // Given
        var file = Files.createFile(root.resolve("file"));
        // When
        int status = run(Map.of("TAILOR_HOME", file.toString()), "env");
        // Then
        assertThat(status).isEqualTo(1);
        assertThat(err.toString().lines()).singleElement().asString().contains(file.toString(), "is in the way");
    }

    @Test
    void theHelpOfBenchListsItsOptions() {
        assertThat(run("bench", "--help")).isZero();
        assertThat(out.toString()).contains("--case=CASE", "--all", "--stepwise", "--kills");
    }

    @Test
    void anUnknownCommandOrBenchmarkIsRefused() {
        assertThat(run("sew")).isEqualTo(2);
        assertThat(run("bench", "nothing")).isEqualTo(2);
        assertThat(err.toString()).contains("train, generate, gemm, plan, start, prepare");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bench kill --fast|kill has no option --fast; there are --kills, --full-disks, --seed",
                "bench train --seed 3|--seed is an option of kill alone",
                "bench kill --all|kill has no option --all; there are --kills, --full-disks, --seed",
                "bench plan --case|option '--case'",
                "bench plan --case --all|option '--case'",
                "bench --all|--all needs the name of a benchmark before it"
            })
    void anOptionThatNoBenchmarkReadsIsRefused(String words, String told) {
        assertThat(run(words.split(" "))).isEqualTo(2);
        assertThat(err.toString().lines()).singleElement().asString().contains(told);
    }

    @Test
    void aQuickstartNamesTheFileThatIsMissing() {
        // When
        int status = run("quickstart", "--data", "/no/such/file");
        // Then
        assertThat(status).isEqualTo(1);
        assertThat(err.toString()).contains("tailor-tiny");
    }

    @Test
    void aQuickstartSaysAtOnceThatADirectoryIsNoModel() throws IOException {
        // Given
        var empty = Files.createDirectories(root.resolve("empty"));
        var rows = Files.createFile(root.resolve("rows.jsonl"));
        // When
        int status = run("quickstart", "--model", empty.toString(), "--data", rows.toString());
        // Then
        assertThat(status).isEqualTo(1);
        assertThat(err.toString().lines())
                .containsExactly(empty
                        + " is no model: it has no config.json; --model names a directory in Hugging Face layout");
        assertThat(root.resolve(".tailor")).doesNotExist();
    }

    @Test
    void anExportToAFileIsRefusedBeforeAnythingIsAskedFor() throws IOException {
        // Given
        var file = Files.createFile(root.resolve("taken"));
        // When
        int status = run("export", "ft:m", file.toString());
        // Then
        assertThat(status).isEqualTo(1);
        assertThat(err.toString().lines())
                .containsExactly(file + " is a file, and a directory is wanted; name a new directory");
    }

    @Test
    void anArchiveBecomesADirectory() throws IOException {
        // Given
        var target = root.resolve("model");
        // When
        int files = new Unpacking(target).unpack(new ByteArrayInputStream(tar("config.json")));
        // Then
        assertThat(files).isEqualTo(1);
        assertThat(target.resolve("config.json")).hasContent("{}");
        assertThat(root.resolve("model.partial")).doesNotExist();
    }

    @Test
    void aFilledDirectoryAndAnEntryThatClimbsOutAreRefused() throws IOException {
        // Given
        var filled = Files.createDirectories(root.resolve("filled"));
        Files.writeString(filled.resolve("a"), "a");
        // Then
        assertThatThrownBy(() -> new Unpacking(filled).unpack(new ByteArrayInputStream(tar("b"))))
                .hasMessageContaining("not empty");
        assertThatThrownBy(() -> new Unpacking(root.resolve("new")).unpack(new ByteArrayInputStream(tar("../b"))))
                .hasMessageContaining("outside");
        assertThat(root.resolve("b")).doesNotExist();
    }
}

package dev.tailor.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Ends processes of a mesh at random moments while jobs run, and fills its disk; then counts what was lost, what was
 * done twice, and which curves of loss differ from the unbroken one.
 */
final class KillBench {
    private static final int ROWS = 400;
    private static final String MODEL = "tailor-tiny";
    private static final Duration GRACE = Duration.ofSeconds(40);
    private static final Map<String, Object> SETTINGS = Map.of(
            "hyperparameters",
            Map.of("n_epochs", 12, "batch_size", 8),
            "x_tailor",
            Map.of(
                    "method",
                    "lora",
                    "precision",
                    "fp32",
                    "checkpoint_every_steps",
                    20,
                    "early_stopping",
                    Map.of("patience", 0)));

    private final Places given;
    private final Course course;
    private final Report report;

    /**
     * @param kills of processes
     * @param fillings of the disk
     * @param seed of the moments and the victims
     */
    record Course(int kills, int fillings, long seed) {}

    KillBench(Places given, Course course, PrintWriter out) {
        this.given = given;
        this.course = course;
        this.report = new Report(out);
    }

    int run() throws IOException {
        try (var disk = SmallDisk.below(given.root().resolve(".tailor/bench-kill"))) {
            var places = given.movedTo(disk.folder(), new Ports().any());
            var mesh = new Mesh(places);
            var guard = new Thread(() -> mesh.down(Duration.ZERO), "stop-mesh");
            Runtime.getRuntime().addShutdownHook(guard);
            try {
                mesh.up();
                harm(places, mesh, disk);
            } finally {
                mesh.down(GRACE);
                Runtime.getRuntime().removeShutdownHook(guard);
            }
        }
        return report.clean() ? 0 : 1;
    }

    private void harm(Places places, Mesh mesh, SmallDisk disk) throws IOException {
        try (var api = new Api(places.api(), ApiKey.in(places.home()))) {
            var jobs = new KillJobs(api, MODEL, SETTINGS, rows(places.home()));
            var kills = new Kills(mesh, jobs, course.seed());
            while (kills.count() < course.kills()) {
                kills.during(jobs.submit(), course.kills());
                report.progress(kills.count(), course.kills(), "kills");
            }
            int filled = 0;
            while (disk.fillable() && filled < course.fillings()) {
                disk.fillDuring(jobs, course.seed() + filled);
                filled++;
                report.progress(filled, course.fillings(), "full disks");
            }
            report.counts(kills, filled, disk, jobs.verdict());
        }
    }

    /** The first rows of the bundled sample. */
    private Path rows(Path home) throws IOException {
        var target = home.resolve("rows.jsonl");
        try (var lines = Files.lines(given.root().resolve("samples/support/tickets.jsonl"))) {
            return Files.write(target, lines.limit(ROWS).toList());
        }
    }

    /** Prints one line a figure, as all benchmarks do, and progress on the error stream. */
    private static final class Report {
        private final PrintWriter out;
        private boolean clean = true;

        Report(PrintWriter out) {
            this.out = out;
        }

        void progress(int done, int all, String what) {
            System.err.printf("%d of %d %s%n", done, all, what);
        }

        void counts(Kills kills, int filled, SmallDisk disk, KillJobs.Verdict verdict) {
            line("kills", kills.count());
            kills.byVictim().forEach((victim, count) -> line("kills of " + victim, count));
            line("full disks", filled);
            if (!disk.fillable()) {
                System.err.println("No disk was filled: " + disk.whyNot());
            }
            line("jobs", verdict.jobs());
            bad("jobs lost", verdict.lost());
            bad("jobs doubled", verdict.doubled());
            bad("curves that differ", verdict.different());
        }

        private void bad(String name, List<String> jobs) {
            line(name, jobs.size());
            jobs.forEach(job -> System.err.println(name + ": " + job));
            clean &= jobs.isEmpty();
        }

        private void line(String name, int value) {
            out.printf("{\"bench\":\"kill\",\"case\":\"%s\",\"value\":%d,\"unit\":\"count\"}%n", name, value);
            out.flush();
        }

        boolean clean() {
            return clean;
        }
    }
}

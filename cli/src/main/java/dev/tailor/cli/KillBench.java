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
    private static final int MEGABYTES = 256;
    private static final int MEGABYTES_A_JOB = 48;
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

    KillBench(Places given, Course course, PrintWriter out, PrintWriter err) {
        this.given = given;
        this.course = course;
        this.report = new Report(out, err);
    }

    int run() throws IOException {
        var folder = given.root().resolve(".tailor/bench-kill");
        Unpacking.delete(folder);
        inMesh(folder.resolve("mesh"), this::kill);
        try (var disk = SmallDisk.at(folder.resolve("disk"), MEGABYTES + course.fillings() * MEGABYTES_A_JOB)) {
            if (disk.fillable()) {
                inMesh(disk.folder(), (mesh, jobs) -> fill(disk, jobs));
                keepLogs(disk.folder(), folder.resolve("disk-logs"));
            } else {
                report.say("No disk was filled: " + disk.whyNot());
            }
        }
        if (!report.summary()) {
            report.say("What the services wrote lies in " + folder);
            return 1;
        }
        Unpacking.delete(folder);
        return 0;
    }

    /** The disk goes with all that lies on it. */
    private static void keepLogs(Path home, Path kept) throws IOException {
        Files.createDirectories(kept);
        try (var logs = Files.list(home.resolve("logs"))) {
            for (var log : logs.toList()) {
                Files.copy(log, kept.resolve(log.getFileName()));
            }
        }
    }

    /** Does harm to a mesh of jobs. */
    private interface Harm {
        void to(Mesh mesh, KillJobs jobs) throws IOException;
    }

    private void inMesh(Path home, Harm harm) throws IOException {
        var places = given.movedTo(home, new Ports().any());
        var mesh = new Mesh(places);
        var guard = new Thread(() -> mesh.down(Duration.ZERO), "stop-mesh");
        Runtime.getRuntime().addShutdownHook(guard);
        try {
            mesh.up();
            try (var api = new Api(places.api(), ApiKey.in(home))) {
                var jobs = new KillJobs(api, MODEL, SETTINGS, rows(home));
                harm.to(mesh, jobs);
                report.add(jobs.verdict());
            }
        } finally {
            mesh.down(GRACE);
            Runtime.getRuntime().removeShutdownHook(guard);
        }
    }

    private void kill(Mesh mesh, KillJobs jobs) {
        var kills = new Kills(mesh, jobs, course.seed(), report::say);
        while (kills.count() < course.kills()) {
            kills.during(jobs.submit(), course.kills());
        }
        report.kills(kills);
    }

    private void fill(SmallDisk disk, KillJobs jobs) throws IOException {
        for (int filled = 1; filled <= course.fillings(); filled++) {
            disk.fillDuring(jobs, course.seed() + filled);
            report.say("%d of %d full disks".formatted(filled, course.fillings()));
        }
        report.line("full disks", course.fillings());
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
        private final PrintWriter err;
        private KillJobs.Verdict all = new KillJobs.Verdict(0, List.of(), List.of(), List.of());

        Report(PrintWriter out, PrintWriter err) {
            this.out = out;
            this.err = err;
        }

        void say(String what) {
            err.println(what);
            err.flush();
        }

        void kills(Kills kills) {
            line("kills", kills.count());
            kills.byVictim().forEach((victim, count) -> line("kills of " + victim, count));
        }

        void add(KillJobs.Verdict verdict) {
            all = all.and(verdict);
        }

        /** Tells whether nothing bad was found. */
        boolean summary() {
            line("jobs", all.jobs());
            bad("jobs lost", all.lost());
            bad("jobs doubled", all.doubled());
            bad("curves that differ", all.different());
            return all.clean();
        }

        private void bad(String name, List<String> jobs) {
            line(name, jobs.size());
            jobs.forEach(job -> say(name + ": " + job));
        }

        void line(String name, int value) {
            out.printf("{\"bench\":\"kill\",\"case\":\"%s\",\"value\":%d,\"unit\":\"count\"}%n", name, value);
            out.flush();
        }
    }
}

package dev.tailor.worker.launch;

import java.nio.file.Path;

/**
 * How a worker ended that nobody told to.
 *
 * @param log what it said before
 */
public record WorkerEnd(Kind kind, int exitCode, Path log) {

    private static final int SIGNALS = 128;

    /** As far as the exit code tells. */
    public enum Kind {
        /** By signal 9, which is what the system sends where memory runs out. */
        KILLED("was killed (signal 9), as the system does where memory runs out"),
        /** By the Java machine, whose heap was full. */
        HEAP_FULL("ended because its Java heap was full"),
        /** By a signal that faults in native code raise. */
        CRASHED("crashed in native code"),
        /** By a request from outside. */
        TERMINATED("was told to end by another process"),
        /** With another code. */
        ENDED("ended"),
        /** Not at all: it runs, and does not answer. */
        SILENT("does not answer");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    static WorkerEnd of(int exitCode, Path log) {
        return new WorkerEnd(kind(exitCode), exitCode, log);
    }

    static WorkerEnd silent(Path log) {
        return new WorkerEnd(Kind.SILENT, 0, log);
    }

    private static Kind kind(int exitCode) {
        return switch (exitCode) {
            case SIGNALS + 9 -> Kind.KILLED;
            case SIGNALS + 15, SIGNALS + 2, SIGNALS + 1 -> Kind.TERMINATED;
            case SIGNALS + 4, SIGNALS + 6, SIGNALS + 7, SIGNALS + 8, SIGNALS + 11 -> Kind.CRASHED;
            case 3 -> Kind.HEAP_FULL;
            default -> Kind.ENDED;
        };
    }

    /** A sentence without its subject and its full stop. */
    public String inWords() {
        var code = kind == Kind.SILENT ? "" : ", exit code " + exitCode;
        return "%s%s; its log is %s".formatted(kind.words, code, log);
    }
}

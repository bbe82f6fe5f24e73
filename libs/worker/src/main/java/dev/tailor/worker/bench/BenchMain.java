package dev.tailor.worker.bench;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Runs a benchmark's cases, each in a process of its own, so that the peak memory of one says nothing about another. */
public final class BenchMain {

    private static final int WRONG_USE = 2;

    private BenchMain() {}

    /** Exits with 2 where the arguments make no sense, and with a case's status where it failed. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.exit(run(arguments));
    }

    private static int run(String[] arguments) throws IOException, InterruptedException {
        try {
            return run(BenchArguments.parse(Arrays.asList(arguments)));
        } catch (BenchArguments.WrongUse wrong) {
            new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8)
                    .println(wrong.getMessage());
            return WRONG_USE;
        }
    }

    private static int run(BenchArguments asked) throws IOException, InterruptedException {
        int status = 0;
        for (var name : asked.cases()) {
            var process = CaseMain.process(asked.bench(), name, asked.manner()).inheritIO();
            status = Math.max(status, process.start().waitFor());
        }
        return status;
    }
}

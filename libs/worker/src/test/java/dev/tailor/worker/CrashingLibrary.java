package dev.tailor.worker;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;

/** A program with a library whose destructor crashes; ends with 7, or waits to be ended. */
final class CrashingLibrary {

    static final int STATUS = 7;

    private CrashingLibrary() {}

    /** Takes a file that is deleted at the end, and how to end. */
    public static void main(String[] arguments) throws Throwable {
        NativeEnd.withoutDestructors();
        Files.createFile(Path.of(arguments[0])).toFile().deleteOnExit();
        destructor();
        switch (arguments[1]) {
            case "exit" -> System.exit(STATUS);
            case "wait" -> sayAndWait();
            default -> throw new IllegalArgumentException(arguments[1]);
        }
    }

    private static void destructor() throws Throwable {
        var linker = Linker.nativeLinker();
        var library = linker.defaultLookup();
        var onExit = linker.downcallHandle(
                library.find("on_exit").orElseThrow(),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS));
        int unused = (int) onExit.invokeExact(library.find("abort").orElseThrow(), MemorySegment.NULL);
    }

    private static void sayAndWait() throws IOException, InterruptedException {
        try (var output = new FileOutputStream(FileDescriptor.out)) {
            output.write('\n');
        }
        Thread.sleep(Long.MAX_VALUE);
    }
}

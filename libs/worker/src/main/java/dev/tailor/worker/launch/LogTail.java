package dev.tailor.worker.launch;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The last lines of a log, for an error message. */
final class LogTail {

    private static final int LINES = 20;
    private static final int BYTES = 8192;

    private LogTail() {}

    static List<String> of(Path log) {
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            int wanted = (int) Math.min(BYTES, file.length());
            file.seek(file.length() - wanted);
            var bytes = new byte[wanted];
            file.readFully(bytes);
            var lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
            return lines.subList(Math.max(0, lines.size() - LINES), lines.size());
        } catch (IOException unreadable) {
            return List.of();
        }
    }
}

package dev.tailor.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Unpacks a tar of plain files into a new directory, which appears only when it is whole. */
final class Unpacking {
    private final Path target;

    Unpacking(Path target) {
        this.target = target;
    }

    /** Returns the number of files. */
    int unpack(InputStream tar) throws IOException {
        refuseTaken();
        var partial = target.resolveSibling(target.getFileName() + ".partial");
        delete(partial);
        Files.createDirectories(partial);
        try {
            int files = unpackInto(partial, tar);
            Files.deleteIfExists(target);
            Files.move(partial, target);
            return files;
        } finally {
            delete(partial);
        }
    }

    /** Nothing may be where the files are to go but an empty directory. */
    void refuseTaken() throws IOException {
        if (!Files.exists(target)) {
            return;
        }
        if (!Files.isDirectory(target)) {
            throw new CommandFailed(target + " is a file, and a directory is wanted; name a new directory");
        }
        try (var entries = Files.list(target)) {
            if (entries.findAny().isPresent()) {
                throw new CommandFailed(target + " is not empty; name a new directory");
            }
        }
    }

    private static int unpackInto(Path directory, InputStream tar) throws IOException {
        int files = 0;
        try (var archive = new TarArchiveInputStream(tar)) {
            for (var entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                if (entry.isFile()) {
                    var file = place(directory, entry);
                    Files.createDirectories(file.getParent());
                    Files.copy(archive, file);
                    files++;
                }
            }
        }
        return files;
    }

    private static Path place(Path directory, TarArchiveEntry entry) {
        var file = directory.resolve(entry.getName()).normalize();
        if (!file.startsWith(directory)) {
            throw new CommandFailed("The archive names a file outside itself: " + entry.getName());
        }
        return file;
    }

    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (var paths = Files.walk(directory)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}

package dev.tailor.training.hub.file;

import dev.tailor.training.hub.HubCache;
import dev.tailor.training.hub.HubFile;
import dev.tailor.training.hub.HubReference;
import dev.tailor.training.hub.HubSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/** One repository in the cache: contents by their ETag, and links to them for each commit. */
final class HubRepositoryFolder implements HubCache.Repository {

    private final Path folder;
    private final Path blobs;
    private final long partBytes;
    private final FolderLock lock;

    HubRepositoryFolder(Path folder, long partBytes, FolderLock lock) {
        this.folder = folder;
        this.blobs = folder.resolve("blobs");
        this.partBytes = partBytes;
        this.lock = lock;
    }

    @Override
    public Optional<Path> find(HubFile file) {
        var blob = blobs.resolve(file.etag());
        return hasSize(blob, file.bytes()) ? Optional.of(blob) : Optional.empty();
    }

    @Override
    public HubCache.Partial begin(HubFile file) throws IOException {
        Files.createDirectories(blobs);
        return PartialBlob.open(blobs, file, partBytes);
    }

    @Override
    public long freeBytes() throws IOException {
        Files.createDirectories(blobs);
        return Files.getFileStore(blobs).getUsableSpace();
    }

    /** The reference comes last: without it, or without all weights, there is no model. */
    @Override
    public HubSnapshot publish(HubReference reference, String commit, List<HubFile> files) throws IOException {
        var snapshot = folder.resolve("snapshots").resolve(commit);
        Files.createDirectories(snapshot);
        for (var file : files) {
            link(snapshot, file);
        }
        if (!reference.isPinned()) {
            writeWhole(folder.resolve("refs").resolve(reference.revision()), commit);
        }
        return new HubSnapshot(reference, commit, snapshot);
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    private void link(Path snapshot, HubFile file) throws IOException {
        var target = snapshot.relativize(blobs.resolve(file.etag()));
        var aside = snapshot.resolve(file.path() + ".incomplete");
        Files.deleteIfExists(aside);
        Files.createSymbolicLink(aside, target);
        move(aside, snapshot.resolve(file.path()));
    }

    private static void writeWhole(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        var aside = file.resolveSibling(file.getFileName() + ".incomplete");
        Files.writeString(aside, content);
        move(aside, file);
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static boolean hasSize(Path blob, long bytes) {
        try {
            return Files.isRegularFile(blob) && Files.size(blob) == bytes;
        } catch (IOException gone) {
            return false;
        }
    }
}

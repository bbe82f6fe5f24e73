package dev.tailor.training.hub.file;

import dev.tailor.training.hub.HubCache;
import dev.tailor.training.hub.HubFile;
import dev.tailor.training.hub.Span;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A file that arrives in parts, written where they belong. How far each part has come stands in a file beside it, so
 * that another process can go on. Other tools' unfinished files have other names and are left alone.
 */
final class PartialBlob implements HubCache.Partial {

    private static final long BETWEEN_NOTES = 8L << 20;

    private final Path blobs;
    private final HubFile file;
    private final Path incomplete;
    private final PartNotes notes;
    private final FileChannel channel;
    private long sinceNote;

    private PartialBlob(Path blobs, HubFile file, Path incomplete, PartNotes notes) throws IOException {
        this.blobs = blobs;
        this.file = file;
        this.incomplete = incomplete;
        this.notes = notes;
        this.channel = FileChannel.open(incomplete, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    static PartialBlob open(Path blobs, HubFile file, long partBytes) throws IOException {
        var incomplete = blobs.resolve(file.etag() + ".tailor.incomplete");
        var beside = blobs.resolve(file.etag() + ".tailor.parts");
        var parts = new ArrayList<Span>();
        for (long from = 0; from < file.bytes(); from += partBytes) {
            parts.add(new Span(from, Math.min(file.bytes(), from + partBytes)));
        }
        if (!Files.exists(incomplete)) {
            Files.deleteIfExists(beside);
        }
        return new PartialBlob(blobs, file, incomplete, PartNotes.read(beside, parts));
    }

    @Override
    public synchronized List<Span> missing() {
        return notes.missing();
    }

    @Override
    public void write(long position, ByteBuffer bytes) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
        note(position, at);
    }

    private synchronized void note(long from, long to) throws IOException {
        notes.advance(from, to);
        sinceNote += to - from;
        if (sinceNote >= BETWEEN_NOTES) {
            sinceNote = 0;
            notes.save();
        }
    }

    @Override
    public boolean finish() throws IOException {
        channel.force(true);
        if (!notes.missing().isEmpty() || !ContentCheck.isRight(incomplete, file)) {
            discard();
            return false;
        }
        Files.move(
                incomplete,
                blobs.resolve(file.etag()),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        notes.remove();
        return true;
    }

    @Override
    public synchronized void discard() throws IOException {
        channel.close();
        Files.deleteIfExists(incomplete);
        notes.remove();
    }

    /** What has arrived stays for the next attempt. */
    @Override
    public synchronized void close() throws IOException {
        channel.close();
        if (Files.exists(incomplete)) {
            notes.save();
        }
    }
}

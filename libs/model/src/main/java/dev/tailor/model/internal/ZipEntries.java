package dev.tailor.model.internal;

import dev.tailor.model.InvalidModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where the entries of an uncompressed zip lie (PKWARE APPNOTE 6.3, with ZIP64), so that they can be mapped. Only what
 * is stored as it is counts; every entry must lie inside the file.
 */
final class ZipEntries {

    private static final int END = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int LOCATOR = 0x07064b50;
    private static final int LOCATOR_BYTES = 20;
    private static final int END64 = 0x06064b50;
    private static final int END64_BYTES = 56;
    private static final int CENTRAL = 0x02014b50;
    private static final int CENTRAL_BYTES = 46;
    private static final int LOCAL = 0x04034b50;
    private static final int LOCAL_BYTES = 30;
    private static final int LONGEST_COMMENT = 0xFFFF;
    private static final long LONGEST_DIRECTORY = 100_000_000;
    private static final long IN_ZIP64 = 0xFFFFFFFFL;
    private static final int ZIP64_EXTRA = 1;
    private static final int ENCRYPTED = 1;

    private final Path file;
    private final SeekableByteChannel channel;
    private final long size;

    private ZipEntries(Path file, SeekableByteChannel channel) throws IOException {
        this.file = file;
        this.channel = channel;
        this.size = channel.size();
    }

    /** One entry's bytes. */
    record Entry(String name, long offset, long bytes) {}

    /** The zip's entries by name. */
    static Map<String, Entry> read(Path file, SeekableByteChannel channel) throws IOException {
        return new ZipEntries(file, channel).entries();
    }

    private Map<String, Entry> entries() throws IOException {
        var directory = directory();
        Map<String, Entry> entries = new LinkedHashMap<>();
        while (directory.remaining() >= CENTRAL_BYTES && directory.getInt(directory.position()) == CENTRAL) {
            var entry = entry(directory);
            if (entries.put(entry.name(), entry) != null) {
                throw wrong("the entry %s stands in it twice".formatted(entry.name()));
            }
        }
        if (directory.hasRemaining()) {
            throw wrong("its directory is broken");
        }
        return entries;
    }

    private ByteBuffer directory() throws IOException {
        int tail = (int) Math.min(size, END_BYTES + LONGEST_COMMENT);
        var bytes = bytes(size - tail, tail);
        for (int at = tail - END_BYTES; at >= 0; at--) {
            if (bytes.getInt(at) == END) {
                return directory(bytes, at, size - tail + at);
            }
        }
        throw wrong("it has no directory; the file is cut or no zip");
    }

    private ByteBuffer directory(ByteBuffer bytes, int at, long position) throws IOException {
        long length = Integer.toUnsignedLong(bytes.getInt(at + 12));
        long from = Integer.toUnsignedLong(bytes.getInt(at + 16));
        if (position >= LOCATOR_BYTES) {
            var locator = bytes(position - LOCATOR_BYTES, LOCATOR_BYTES);
            if (locator.getInt(0) == LOCATOR) {
                var end = bytes(locator.getLong(8), END64_BYTES);
                if (end.getInt(0) != END64) {
                    throw wrong("its ZIP64 directory is broken");
                }
                length = end.getLong(40);
                from = end.getLong(48);
            }
        }
        if (length < 0 || length > LONGEST_DIRECTORY) {
            throw wrong("its directory claims %d bytes".formatted(length));
        }
        return bytes(from, (int) length);
    }

    private Entry entry(ByteBuffer directory) throws IOException {
        int start = directory.position();
        int flags = directory.getShort(start + 8);
        int method = directory.getShort(start + 10);
        int nameBytes = Short.toUnsignedInt(directory.getShort(start + 28));
        int extraBytes = Short.toUnsignedInt(directory.getShort(start + 30));
        int commentBytes = Short.toUnsignedInt(directory.getShort(start + 32));
        int next = start + CENTRAL_BYTES + nameBytes + extraBytes + commentBytes;
        if (next > directory.limit()) {
            throw wrong("its directory is broken");
        }
        var name = new String(directory.array(), start + CENTRAL_BYTES, nameBytes, StandardCharsets.UTF_8);
        if (method != 0 || (flags & ENCRYPTED) != 0) {
            throw wrong(
                    "the entry %s is compressed or encrypted; torch.save stores entries as they are".formatted(name));
        }
        var sizes = sizes(directory, start, start + CENTRAL_BYTES + nameBytes, extraBytes);
        directory.position(next);
        return located(name, sizes[0], sizes[1]);
    }

    /** Uncompressed size and position of the local header, from the ZIP64 field where they need one. */
    private long[] sizes(ByteBuffer directory, int start, int extra, int extraBytes) {
        long compressed = Integer.toUnsignedLong(directory.getInt(start + 20));
        long uncompressed = Integer.toUnsignedLong(directory.getInt(start + 24));
        long local = Integer.toUnsignedLong(directory.getInt(start + 42));
        var large = zip64(directory, extra, extra + extraBytes);
        uncompressed = uncompressed == IN_ZIP64 ? next(large) : uncompressed;
        compressed = compressed == IN_ZIP64 ? next(large) : compressed;
        local = local == IN_ZIP64 ? next(large) : local;
        if (compressed != uncompressed) {
            throw wrong("a stored entry claims %d and %d bytes".formatted(compressed, uncompressed));
        }
        return new long[] {uncompressed, local};
    }

    private static ByteBuffer zip64(ByteBuffer directory, int from, int to) {
        int at = from;
        while (at + 4 <= to) {
            int length = Short.toUnsignedInt(directory.getShort(at + 2));
            if (directory.getShort(at) == ZIP64_EXTRA && at + 4 + length <= to) {
                return directory.slice(at + 4, length).order(ByteOrder.LITTLE_ENDIAN);
            }
            at += 4 + length;
        }
        return ByteBuffer.allocate(0);
    }

    private long next(ByteBuffer large) {
        if (large.remaining() < Long.BYTES) {
            throw wrong("its ZIP64 sizes are missing");
        }
        return large.getLong();
    }

    private Entry located(String name, long length, long local) throws IOException {
        var header = bytes(local, LOCAL_BYTES);
        if (header.getInt(0) != LOCAL) {
            throw wrong("the entry %s is not where the directory says".formatted(name));
        }
        long offset = local
                + LOCAL_BYTES
                + Short.toUnsignedInt(header.getShort(26))
                + Short.toUnsignedInt(header.getShort(28));
        if (length < 0 || offset > size || length > size - offset) {
            throw wrong("the entry %s claims %d bytes from %d of %d".formatted(name, length, offset, size));
        }
        return new Entry(name, offset, length);
    }

    private ByteBuffer bytes(long from, int length) throws IOException {
        if (from < 0 || from > size - length) {
            throw wrong("it points outside itself; the file is cut or was tampered with");
        }
        return FileBytes.read(channel, from, length);
    }

    private InvalidModel wrong(String what) {
        return new InvalidModel("%s is not a usable PyTorch file: %s".formatted(file, what));
    }
}

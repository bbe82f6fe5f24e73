package dev.tailor.model.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;

/** Reads parts of a file. */
final class FileBytes {

    private FileBytes() {}

    /** So many bytes from there, little endian, backed by an array of that length. */
    static ByteBuffer read(SeekableByteChannel channel, long position, int length) throws IOException {
        var buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        channel.position(position);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new IOException("the file ends early");
            }
        }
        return buffer.flip();
    }
}

package dev.tailor.model.internal;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes tensors as a safetensors file, in the order given. */
final class SafetensorsWriter {

    private static final int ALIGNMENT = 8;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TensorScript script;
    private final ElementType type;

    SafetensorsWriter(TensorScript script, ElementType type) {
        this.script = script;
        this.type = type;
    }

    void write(Path file, Map<String, NDArray> tensors) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            writeFully(channel, header(tensors));
            for (var tensor : tensors.values()) {
                try (var writable = script.tensor(tensor.getManager(), "writable", tensor, (long) type.code())) {
                    writeFully(channel, writable.toByteBuffer(true));
                }
            }
            channel.force(true);
        }
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private ByteBuffer header(Map<String, NDArray> tensors) throws IOException {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("__metadata__", Map.of("format", "pt"));
        long offset = 0;
        for (var entry : tensors.entrySet()) {
            long end = offset + entry.getValue().size() * type.bytes();
            Map<String, Object> description = new LinkedHashMap<>();
            description.put("dtype", type.name());
            description.put("shape", entry.getValue().getShape().getShape());
            description.put("data_offsets", new long[] {offset, end});
            header.put(entry.getKey(), description);
            offset = end;
        }
        var json = JSON.writeValueAsString(header);
        var padded =
                json + " ".repeat((ALIGNMENT - json.getBytes(StandardCharsets.UTF_8).length % ALIGNMENT) % ALIGNMENT);
        var bytes = padded.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Long.BYTES + bytes.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(bytes.length)
                .put(bytes)
                .flip();
    }
}

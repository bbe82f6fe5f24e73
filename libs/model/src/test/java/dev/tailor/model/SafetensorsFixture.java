package dev.tailor.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tailor.model.internal.PytorchFixture;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Writes float32 safetensors files for tests, independently of the room's own writer. */
final class SafetensorsFixture {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, long[]> shapes = new LinkedHashMap<>();
    private final Map<String, float[]> values = new LinkedHashMap<>();

    SafetensorsFixture add(String name, float[] numbers, long... shape) {
        shapes.put(name, shape);
        values.put(name, numbers);
        return this;
    }

    void write(Path file) throws IOException {
        Map<String, Object> header = new LinkedHashMap<>();
        long offset = 0;
        for (var entry : values.entrySet()) {
            long end = offset + 4L * entry.getValue().length;
            Map<String, Object> tensor = new LinkedHashMap<>();
            tensor.put("dtype", "F32");
            tensor.put("shape", shapes.get(entry.getKey()));
            tensor.put("data_offsets", new long[] {offset, end});
            header.put(entry.getKey(), tensor);
            offset = end;
        }
        var json = JSON.writeValueAsString(header);
        var text = (json + " ".repeat((8 - json.length() % 8) % 8)).getBytes(StandardCharsets.UTF_8);
        var bytes =
                ByteBuffer.allocate(Math.toIntExact(8 + text.length + offset)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(text.length).put(text);
        values.values().forEach(numbers -> {
            for (float number : numbers) {
                bytes.putFloat(number);
            }
        });
        Files.write(file, bytes.array());
    }

    /** The same tensors as PyTorch writes them: those whose name begins so, or with "!" those whose name does not. */
    void writePytorch(Path file, String prefix) throws IOException {
        var pytorch = new PytorchFixture();
        values.forEach((name, numbers) -> {
            boolean wanted = prefix.startsWith("!") ? !name.startsWith(prefix.substring(1)) : name.startsWith(prefix);
            if (wanted) {
                pytorch.add(name, numbers, Objects.requireNonNull(shapes.get(name)));
            }
        });
        pytorch.write(file);
    }
}

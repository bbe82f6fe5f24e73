package dev.tailor.model.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tailor.model.InvalidModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Reads the headers of safetensors files (the format of huggingface/safetensors: eight bytes of header length, a JSON
 * header, the data). Believes nothing: every tensor must lie inside the file and be as long as its shape says.
 */
final class Safetensors {

    private static final int LENGTH_BYTES = 8;
    private static final long LONGEST_HEADER = 100_000_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private Safetensors() {}

    /** All tensors of a directory: model.safetensors, or the shards that model.safetensors.index.json names. */
    static Map<String, StoredTensor> directory(Path directory) {
        var index = directory.resolve("model.safetensors.index.json");
        var single = directory.resolve("model.safetensors");
        if (Files.exists(single)) {
            return file(single);
        }
        if (!Files.exists(index)) {
            throw new InvalidModel(
                    "%s has neither model.safetensors nor model.safetensors.index.json".formatted(directory));
        }
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        for (var shard : shards(index)) {
            tensors.putAll(file(directory.resolve(shard)));
        }
        return tensors;
    }

    private static Iterable<String> shards(Path index) {
        try {
            var map = JSON.readTree(Files.readString(index)).path("weight_map");
            var names = new TreeSet<String>();
            map.forEach(name -> names.add(name.asText()));
            if (names.isEmpty() || names.stream().anyMatch(name -> name.contains("/") || name.contains("\\"))) {
                throw new InvalidModel("%s: weight_map must name files of the same folder".formatted(index));
            }
            return names;
        } catch (IOException e) {
            throw new InvalidModel("%s cannot be read: %s".formatted(index, e.getMessage()), e);
        }
    }

    static Map<String, StoredTensor> file(Path file) {
        try (var channel = FileChannel.open(file)) {
            long size = channel.size();
            long length =
                    size < LENGTH_BYTES ? -1 : read(channel, 0, LENGTH_BYTES).getLong();
            if (length < 2 || length > LONGEST_HEADER || length > size - LENGTH_BYTES) {
                throw new InvalidModel(
                        "%s is not a whole safetensors file: it has %d bytes and announces a header of %d"
                                .formatted(file, size, length));
            }
            var header = new String(
                    read(channel, LENGTH_BYTES, (int) length).array(), java.nio.charset.StandardCharsets.UTF_8);
            return tensors(file, JSON.readTree(header), LENGTH_BYTES + length, size);
        } catch (JsonProcessingException e) {
            throw new InvalidModel("%s: the header is not JSON: %s".formatted(file, e.getOriginalMessage()), e);
        } catch (IOException e) {
            throw new InvalidModel("%s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static ByteBuffer read(FileChannel channel, long position, int length) throws IOException {
        var buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new IOException("the file ends early");
            }
        }
        return buffer.flip();
    }

    private static Map<String, StoredTensor> tensors(Path file, JsonNode header, long start, long size) {
        if (!header.isObject()) {
            throw new InvalidModel("%s: the header is not a JSON object".formatted(file));
        }
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        header.properties().forEach(entry -> {
            if (!entry.getKey().equals("__metadata__")) {
                tensors.put(entry.getKey(), tensor(file, entry, start, size));
            }
        });
        return tensors;
    }

    private static StoredTensor tensor(Path file, Map.Entry<String, JsonNode> entry, long start, long size) {
        var name = entry.getKey();
        var offsets = entry.getValue().path("data_offsets");
        long from = offsets.path(0).asLong(-1);
        long to = offsets.path(1).asLong(-1);
        if (from < 0 || to < from || to > size - start) {
            throw new InvalidModel("%s: tensor %s claims bytes %d to %d of %d; the file is cut or was tampered with"
                    .formatted(file, name, from, to, size - start));
        }
        var tensor =
                new StoredTensor(file, name, type(file, name, entry.getValue()), shape(entry.getValue()), start + from);
        long expected = elements(file, tensor) * tensor.type().bytes();
        if (expected != to - from || tensor.offset() % tensor.type().bytes() != 0) {
            throw new InvalidModel("%s: tensor %s of shape %s needs %d aligned bytes and has %d"
                    .formatted(file, name, tensor.shape(), expected, to - from));
        }
        return tensor;
    }

    private static long elements(Path file, StoredTensor tensor) {
        try {
            if (tensor.shape().stream().anyMatch(size -> size < 0)) {
                throw new ArithmeticException("negative");
            }
            return Math.multiplyExact(tensor.elements(), 1L);
        } catch (ArithmeticException e) {
            throw new InvalidModel(
                    "%s: tensor %s has an impossible shape %s".formatted(file, tensor.name(), tensor.shape()), e);
        }
    }

    private static ElementType type(Path file, String name, JsonNode tensor) {
        var type = tensor.path("dtype").asText();
        for (var known : ElementType.values()) {
            if (known.name().equals(type)) {
                return known;
            }
        }
        throw new InvalidModel(
                "%s: tensor %s has the type \"%s\"; F32, F16 and BF16 are known".formatted(file, name, type));
    }

    private static List<Long> shape(JsonNode tensor) {
        List<Long> shape = new ArrayList<>();
        tensor.path("shape").forEach(size -> shape.add(size.asLong(-1)));
        return shape;
    }
}

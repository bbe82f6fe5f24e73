package dev.tailor.model.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tailor.model.InvalidModel;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the headers of safetensors files (the format of huggingface/safetensors: eight bytes of header length, a JSON
 * header, the data). Believes nothing: every tensor must lie inside the file and be as long as its shape says.
 */
final class Safetensors {

    private static final int LENGTH_BYTES = 8;
    private static final long LONGEST_HEADER = 100_000_000;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Safetensors() {}

    static Map<String, StoredTensor> file(Path file) {
        try (var channel = Files.newByteChannel(file)) {
            return read(file, channel);
        } catch (IOException e) {
            throw new InvalidModel("%s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** The tensors that an opened file holds. */
    static Map<String, StoredTensor> read(Path file, SeekableByteChannel channel) throws IOException {
        try {
            long size = channel.size();
            long length = size < LENGTH_BYTES
                    ? -1
                    : FileBytes.read(channel, 0, LENGTH_BYTES).getLong();
            if (length < 2 || length > LONGEST_HEADER || length > size - LENGTH_BYTES) {
                throw new InvalidModel(
                        "%s is not a whole safetensors file: it has %d bytes and announces a header of %d"
                                .formatted(file, size, length));
            }
            var header = new String(
                    FileBytes.read(channel, LENGTH_BYTES, (int) length).array(), StandardCharsets.UTF_8);
            return tensors(file, JSON.readTree(header), LENGTH_BYTES + length, size);
        } catch (JsonProcessingException e) {
            throw new InvalidModel("%s: the header is not JSON: %s".formatted(file, e.getOriginalMessage()), e);
        }
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
        checkCover(file, tensors.values(), start, size);
        return tensors;
    }

    /** The format wants the data filled without a gap; an overlap would let one tensor change another's meaning. */
    private static void checkCover(Path file, Collection<StoredTensor> tensors, long start, long size) {
        long end = start;
        var inOrder = tensors.stream()
                .sorted(Comparator.comparingLong(StoredTensor::offset).thenComparingLong(StoredTensor::bytes))
                .toList();
        for (var tensor : inOrder) {
            if (tensor.offset() != end) {
                throw new InvalidModel("%s: tensor %s begins at byte %d, where byte %d is expected"
                        .formatted(file, tensor.name(), tensor.offset() - start, end - start));
            }
            end += tensor.bytes();
        }
        if (end != size) {
            throw new InvalidModel("%s has %d bytes behind its last tensor".formatted(file, size - end));
        }
    }

    private static StoredTensor tensor(Path file, Map.Entry<String, JsonNode> entry, long start, long size) {
        var name = entry.getKey();
        var offsets = entry.getValue().path("data_offsets");
        long from = whole(offsets.path(0));
        long to = whole(offsets.path(1));
        if (offsets.size() != 2 || from < 0 || to < from || to > size - start) {
            throw new InvalidModel("%s: tensor %s claims bytes %d to %d of %d; the file is cut or was tampered with"
                    .formatted(file, name, from, to, size - start));
        }
        var tensor =
                new StoredTensor(file, name, type(file, name, entry.getValue()), shape(entry.getValue()), start + from);
        if (tensor.bytes() != to - from) {
            throw new InvalidModel("%s: tensor %s of shape %s needs %d bytes and has %d"
                    .formatted(file, name, tensor.shape(), tensor.bytes(), to - from));
        }
        return tensor;
    }

    /** A number without a fraction that fits, or -1. */
    private static long whole(JsonNode number) {
        return number.isIntegralNumber() && number.canConvertToLong() ? number.longValue() : -1;
    }

    private static ElementType type(Path file, String name, JsonNode tensor) {
        var type = tensor.path("dtype").asText();
        for (var known : ElementType.values()) {
            if (known.name().equals(type)) {
                return known;
            }
        }
        throw new InvalidModel("%s: tensor %s has the type \"%s\"; known are %s"
                .formatted(file, name, type, List.of(ElementType.values())));
    }

    private static List<Long> shape(JsonNode tensor) {
        List<Long> shape = new ArrayList<>();
        var sizes = tensor.path("shape");
        sizes.forEach(size -> shape.add(whole(size)));
        return sizes.isArray() ? shape : List.of(-1L);
    }
}

package dev.tailor.model.internal;

import dev.tailor.model.InvalidModel;
import dev.tailor.model.internal.PickleValue.Dictionary;
import dev.tailor.model.internal.PickleValue.View;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code pytorch_model.bin}: the zip of {@code torch.save} since PyTorch 1.6, with a pickle that describes the
 * tensors and an entry of plain numbers for each storage. Tensors are found, not read: they can be mapped like those of
 * a safetensors file.
 */
final class PytorchFile {

    private static final int ZIP = 0x04034b50;
    private static final int PICKLE = 0x80;
    private static final String DATA = "/data.pkl";
    private static final long LONGEST_PICKLE = 100_000_000;

    private final Path file;
    private final SeekableByteChannel channel;
    private final Map<String, ZipEntries.Entry> entries;
    private final String folder;

    private PytorchFile(Path file, SeekableByteChannel channel) throws IOException {
        this.file = file;
        this.channel = channel;
        this.entries = ZipEntries.read(file, channel);
        this.folder = entries.keySet().stream()
                .filter(name -> name.endsWith(DATA))
                .map(name -> name.substring(0, name.length() - DATA.length()))
                .findFirst()
                .orElseThrow(() -> new InvalidModel("%s is a zip without data.pkl, no PyTorch file".formatted(file)));
    }

    static Map<String, StoredTensor> read(Path file) {
        try (var channel = Files.newByteChannel(file)) {
            return read(file, channel);
        } catch (IOException e) {
            throw new InvalidModel("%s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** The tensors that an opened file holds. */
    static Map<String, StoredTensor> read(Path file, SeekableByteChannel channel) throws IOException {
        checkFormat(file, channel);
        return new PytorchFile(file, channel).tensors();
    }

    private static void checkFormat(Path file, SeekableByteChannel channel) throws IOException {
        int start = channel.size() < Integer.BYTES
                ? 0
                : FileBytes.read(channel, 0, Integer.BYTES).getInt();
        if ((start & 0xFF) == PICKLE) {
            throw new InvalidModel(("%s has PyTorch's format from before 1.6, which is not read;"
                            + " load it with a newer PyTorch and save it again, best as safetensors")
                    .formatted(file));
        }
        if (start != ZIP) {
            throw new InvalidModel("%s is not a PyTorch file: it does not begin like a zip".formatted(file));
        }
    }

    private Map<String, StoredTensor> tensors() throws IOException {
        checkByteOrder();
        var pickle = entry("data.pkl", LONGEST_PICKLE);
        var source = file + DATA;
        var value = Unpickler.read(source, FileBytes.read(channel, pickle.offset(), (int) pickle.bytes()));
        if (!(value instanceof Dictionary dictionary)) {
            throw new InvalidModel("%s is not a map of tensors".formatted(source));
        }
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        dictionary.items().forEach((name, item) -> {
            if (!(item instanceof View view)) {
                throw new InvalidModel(
                        "%s: %s is no tensor; a file of weights is a map of tensors by name".formatted(source, name));
            }
            tensors.put(name, tensor(name, view));
        });
        return tensors;
    }

    private void checkByteOrder() throws IOException {
        if (entries.containsKey(folder + "/byteorder")) {
            var entry = entry("byteorder", 16);
            var bytes = FileBytes.read(channel, entry.offset(), (int) entry.bytes());
            var order = new String(bytes.array(), StandardCharsets.US_ASCII);
            if (!order.equals("little")) {
                throw new InvalidModel("%s has the byte order \"%s\"; little is read".formatted(file, order));
            }
        }
    }

    private ZipEntries.Entry entry(String name, long most) {
        var entry = entries.get(folder + "/" + name);
        if (entry == null || entry.bytes() > most) {
            throw new InvalidModel("%s: the entry %s is missing or too long".formatted(file, name));
        }
        return entry;
    }

    private StoredTensor tensor(String name, View view) {
        var storage = view.storage();
        var entry = entry("data/" + storage.key(), Long.MAX_VALUE);
        var type = storage.type();
        if (storage.elements() < 0 || storage.elements() != entry.bytes() / type.bytes()) {
            throw new InvalidModel("%s: tensor %s claims a storage of %d elements of %s, which has %d bytes"
                    .formatted(file, name, storage.elements(), type, entry.bytes()));
        }
        long offset = view.offset() < 0 || view.offset() > storage.elements() ? -1 : view.offset();
        var tensor = new StoredTensor(file, name, type, view.shape(), entry.offset() + offset * type.bytes());
        if (offset < 0 || tensor.elements() > storage.elements() - offset) {
            throw new InvalidModel(
                    "%s: tensor %s of shape %s from element %d does not lie in its storage of %d elements"
                            .formatted(file, name, view.shape(), view.offset(), storage.elements()));
        }
        if (!isContiguous(view.shape(), view.strides())) {
            throw new InvalidModel(
                    "%s: tensor %s of shape %s has the strides %s; save it again with .contiguous(), best as safetensors"
                            .formatted(file, name, view.shape(), view.strides()));
        }
        return tensor;
    }

    /** Whether the elements lie one behind the other, row by row. */
    private static boolean isContiguous(List<Long> shape, List<Long> strides) {
        long expected = 1;
        boolean contiguous = shape.size() == strides.size();
        for (int i = shape.size() - 1; i >= 0 && contiguous; i--) {
            contiguous = shape.get(i) == 1 || strides.get(i) == expected;
            expected *= Math.max(shape.get(i), 1);
        }
        return contiguous;
    }
}

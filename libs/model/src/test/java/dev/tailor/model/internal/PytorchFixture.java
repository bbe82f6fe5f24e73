package dev.tailor.model.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes float32 tensors as {@code torch.save} does, and lets a test spoil each part. */
public final class PytorchFixture {

    private static final int ALIGNMENT = 64;
    private static final int LOCAL_HEADER = 30;

    private final Map<String, byte[]> storages = new LinkedHashMap<>();
    private final ByteArrayOutputStream items = new ByteArrayOutputStream();
    private byte[] pickle = new byte[0];
    private String byteOrder = "little";
    private int method = ZipEntry.STORED;

    public PytorchFixture add(String name, float[] numbers, long... shape) {
        var key = String.valueOf(storages.size());
        var bytes = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float number : numbers) {
            bytes.putFloat(number);
        }
        storages.put(key, bytes.array());
        return view(name, "FloatStorage " + key + " " + numbers.length + " 0", shape, rows(shape));
    }

    /** A view of a storage, described as {@code class key elements offset}. */
    PytorchFixture view(String name, String storage, long[] shape, long[] strides) {
        var parts = storage.split(" ");
        op("X").text(name).op("ctorch._utils\n_rebuild_tensor_v2\n((X").text("storage");
        op("ctorch\n" + parts[0] + "\nX").text(parts[1]).op("X").text("cpu").whole(Integer.parseInt(parts[2]));
        op("tQ").whole(Integer.parseInt(parts[3])).tuple(shape).tuple(strides);
        return op("\u0089ccollections\nOrderedDict\n)RtR");
    }

    PytorchFixture storage(String key, int bytes) {
        storages.put(key, new byte[bytes]);
        return this;
    }

    PytorchFixture byteOrder(String order) {
        byteOrder = order;
        return this;
    }

    PytorchFixture compressed() {
        method = ZipEntry.DEFLATED;
        return this;
    }

    /** The whole pickle by hand, one Latin-1 letter a byte. */
    PytorchFixture pickle(String code) {
        pickle = code.getBytes(StandardCharsets.ISO_8859_1);
        return this;
    }

    public Path write(Path file) throws IOException {
        return Files.write(file, bytes());
    }

    byte[] bytes() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            put(zip, bytes, "data.pkl", pickle.length == 0 ? ordinary() : pickle);
            put(zip, bytes, "byteorder", byteOrder.getBytes(StandardCharsets.US_ASCII));
            for (var storage : storages.entrySet()) {
                put(zip, bytes, "data/" + storage.getKey(), storage.getValue());
            }
            put(zip, bytes, "version", new byte[] {'3', '\n'});
        }
        return bytes.toByteArray();
    }

    /** An OrderedDict with its attribute of module versions, as a state dictionary has it. */
    private byte[] ordinary() throws IOException {
        var all = new ByteArrayOutputStream();
        all.write(latin("\u0080\u0002ccollections\nOrderedDict\n)Rq\u0000("));
        all.write(items.toByteArray());
        all.write(latin("u}X\u0009\u0000\u0000\u0000_metadatah\u0000sb."));
        return all.toByteArray();
    }

    private void put(ZipOutputStream zip, ByteArrayOutputStream bytes, String name, byte[] data) throws IOException {
        zip.flush();
        var entry = new ZipEntry("model/" + name);
        entry.setMethod(method);
        if (method == ZipEntry.STORED) {
            var checksum = new CRC32();
            checksum.update(data);
            entry.setCrc(checksum.getValue());
            entry.setSize(data.length);
            int behind = bytes.size() + LOCAL_HEADER + entry.getName().length() + 4;
            var padding = new byte[4 + (ALIGNMENT - behind % ALIGNMENT) % ALIGNMENT];
            ByteBuffer.wrap(padding)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putShort((short) 0x4246)
                    .putShort((short) (padding.length - 4));
            entry.setExtra(padding);
        }
        zip.putNextEntry(entry);
        zip.write(data);
        zip.closeEntry();
    }

    private PytorchFixture op(String code) {
        items.writeBytes(latin(code));
        return this;
    }

    private PytorchFixture text(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        items.writeBytes(littleEndian(bytes.length));
        items.writeBytes(bytes);
        return this;
    }

    private PytorchFixture whole(int number) {
        op("J");
        items.writeBytes(littleEndian(number));
        return this;
    }

    private PytorchFixture tuple(long[] numbers) {
        op("(");
        for (long number : numbers) {
            op("\u008a\u0008");
            items.writeBytes(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(number)
                    .array());
        }
        return op("t");
    }

    private static byte[] littleEndian(int number) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(number)
                .array();
    }

    private static long[] rows(long[] shape) {
        var strides = new long[shape.length];
        long stride = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= shape[i];
        }
        return strides;
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}

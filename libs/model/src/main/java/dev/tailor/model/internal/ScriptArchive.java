package dev.tailor.model.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a TorchScript archive (torch/csrc/jit/serialization): a stored zip with the source of one module without
 * parameters, and the pickle of its only instance.
 */
final class ScriptArchive {

    private static final String HEAD = """
            class M(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
            """;
    /** PROTO 2, GLOBAL __torch__.M, EMPTY_TUPLE, NEWOBJ, EMPTY_DICT, MARK, "training", NEWTRUE, SETITEMS, BUILD, STOP. */
    private static final byte[] INSTANCE =
            latin("\u0080\u0002c__torch__\nM\n)\u0081}(X\u0008\u0000\u0000\u0000training\u0088ub.");
    /** PROTO 2, EMPTY_TUPLE, STOP. */
    private static final byte[] NO_CONSTANTS = latin("\u0080\u0002).");

    private ScriptArchive() {}

    /** The methods are written one level out, with a bare {@code self}, so that they read like a program. */
    static byte[] of(String methods) throws IOException {
        var source = methods.lines()
                .map(line -> "  " + line.replace("(self,", "(self: __torch__.M,"))
                .filter(line -> !line.strip().startsWith("#"))
                .collect(Collectors.joining("\n", HEAD, "\n"));
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            put(zip, "data.pkl", INSTANCE);
            put(zip, "code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
            put(zip, "constants.pkl", NO_CONSTANTS);
            put(zip, "byteorder", latin("little"));
            put(zip, "version", latin("10\n"));
        }
        return bytes.toByteArray();
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void put(ZipOutputStream zip, String name, byte[] data) throws IOException {
        var entry = new ZipEntry("m/" + name);
        var checksum = new CRC32();
        checksum.update(data);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(data.length);
        entry.setCompressedSize(data.length);
        entry.setCrc(checksum.getValue());
        zip.putNextEntry(entry);
        zip.write(data);
        zip.closeEntry();
    }
}

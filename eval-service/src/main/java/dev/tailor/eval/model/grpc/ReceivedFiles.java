package dev.tailor.eval.model.grpc;

import com.google.protobuf.ByteString;
import dev.tailor.proto.training.v1.ModelFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that arrive as a header and its bytes, written below one directory and nowhere else. */
final class ReceivedFiles implements AutoCloseable {
    private final Path directory;
    private OutputStream current = OutputStream.nullOutputStream();
    private String name = "";
    private long missing;

    ReceivedFiles(Path directory) {
        this.directory = directory.toAbsolutePath().normalize();
    }

    void open(ModelFile file) throws IOException {
        finish();
        var target = directory.resolve(file.getPath()).normalize();
        if (!target.startsWith(directory) || target.equals(directory)) {
            throw new IOException("The file name %s leaves the model's directory".formatted(file.getPath()));
        }
        Files.createDirectories(target.resolveSibling("").normalize());
        name = file.getPath();
        missing = file.getBytes();
        current = new BufferedOutputStream(Files.newOutputStream(target));
    }

    void append(ByteString chunk) throws IOException {
        missing -= chunk.size();
        chunk.writeTo(current);
    }

    /** Ends the current file; it must have arrived whole. */
    void finish() throws IOException {
        current.close();
        if (missing != 0) {
            throw new IOException("The file %s arrived with %d bytes missing".formatted(name, missing));
        }
    }

    @Override
    public void close() throws IOException {
        current.close();
    }
}

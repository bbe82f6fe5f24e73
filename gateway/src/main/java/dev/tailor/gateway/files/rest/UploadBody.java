package dev.tailor.gateway.files.rest;

import dev.tailor.gateway.wire.ApiException;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.fileupload2.core.MultipartInput;

/**
 * A multipart body read as it arrives, never whole in memory. Where the file comes before its purpose, it waits in a
 * temporary file until the fields behind it are known.
 */
final class UploadBody implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile("[; ]name=\"([^\"]*)\"");
    private static final Pattern FILENAME = Pattern.compile("filename=\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";,]+)\"?", Pattern.CASE_INSENSITIVE);
    private static final int LONGEST_FIELD = 4096;

    private final MultipartInput parts;
    private final Map<String, String> fields = new HashMap<>();
    private Optional<Path> waiting = Optional.empty();

    private UploadBody(MultipartInput parts) {
        this.parts = parts;
    }

    static UploadBody open(String contentType, InputStream body) throws IOException {
        var boundary = BOUNDARY.matcher(contentType);
        if (!boundary.find()) throw ApiException.invalid(null, "The body must be multipart/form-data with a boundary");
        var parts = MultipartInput.builder()
                .setInputStream(body)
                .setBoundary(boundary.group(1).getBytes(StandardCharsets.ISO_8859_1))
                .get();
        parts.setHeaderCharset(StandardCharsets.UTF_8);
        return new UploadBody(parts);
    }

    /** Reads fields up to the file; its bytes come next. */
    String readToFile() throws IOException {
        var more = parts.skipPreamble();
        while (more) {
            var headers = parts.readHeaders();
            var name = find(NAME, headers).orElse("");
            if (name.equals("file")) return reachFile(find(FILENAME, headers).orElse("file"));
            fields.put(name, readField(name));
            more = parts.readBoundary();
        }
        throw ApiException.invalid("file", "Missing required parameter: 'file'");
    }

    private String reachFile(String filename) throws IOException {
        if (fields.containsKey("purpose")) return filename;
        var spool = Files.createTempFile("tailor-upload-", ".part");
        waiting = Optional.of(spool);
        try (var output = Files.newOutputStream(spool)) {
            parts.readBodyData(output);
        }
        while (parts.readBoundary()) {
            var name = find(NAME, parts.readHeaders()).orElse("");
            if (name.equals("file")) throw ApiException.invalid("file", "Send one file in a request");
            fields.put(name, readField(name));
        }
        return filename;
    }

    private String readField(String name) throws IOException {
        var bytes = new ByteArrayOutputStream();
        parts.readBodyData(new OutputStream() {
            @Override
            public void write(int b) {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] b, int from, int length) {
                if (bytes.size() + length > LONGEST_FIELD) {
                    throw ApiException.invalid(name, "The form field '%s' is too long".formatted(name));
                }
                bytes.write(b, from, length);
            }
        });
        return bytes.toString(StandardCharsets.UTF_8);
    }

    Map<String, String> fields() {
        return fields;
    }

    InputStream file() throws IOException {
        return waiting.isPresent() ? Files.newInputStream(waiting.get()) : new LastPart(parts.newInputStream());
    }

    @Override
    public void close() throws IOException {
        if (waiting.isPresent()) Files.deleteIfExists(waiting.get());
    }

    /**
     * The file as the body's last part. What stands behind it could not be honoured any more, since its bytes are
     * already on their way; so it is refused before the end of the file is told.
     */
    private final class LastPart extends FilterInputStream {
        private boolean ended;

        LastPart(InputStream part) {
            super(part);
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            var count = ended ? -1 : super.read(bytes, from, length);
            if (count < 0 && !ended) {
                ended = true;
                refuseMore();
            }
            return count;
        }

        @Override
        public void close() throws IOException {
            if (!ended) super.close();
        }

        private void refuseMore() throws IOException {
            if (!parts.readBoundary()) return;
            var name = find(NAME, parts.readHeaders()).orElse("");
            if (name.equals("file")) throw ApiException.invalid("file", "Send one file in a request");
            throw ApiException.invalid(name, "Send the form field '%s' before the file".formatted(name));
        }
    }

    private static Optional<String> find(Pattern pattern, String text) {
        var matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}

package dev.tailor.gateway.files.rest;

import dev.tailor.gateway.wire.ApiError;
import dev.tailor.gateway.wire.ApiException;
import java.io.ByteArrayOutputStream;
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
 * A multipart body with one file, read as it arrives and never whole in memory. Callers send fields before and behind
 * the file, so the file waits on disk until all are known; it is gone once this is closed.
 */
final class UploadBody implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile("[; ]name=\"([^\"]*)\"");
    private static final Pattern FILENAME = Pattern.compile("filename=\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";,]+)\"?", Pattern.CASE_INSENSITIVE);
    private static final int LONGEST_FIELD = 4096;
    private static final int LONGEST_HEADERS = 8192;
    private static final int LONGEST_NAME = 255;

    private final MultipartInput parts;
    private final Path waiting;
    private final Map<String, String> fields = new HashMap<>();
    private Optional<String> filename = Optional.empty();

    private UploadBody(MultipartInput parts, Path waiting) {
        this.parts = parts;
        this.waiting = waiting;
    }

    static UploadBody open(String contentType, InputStream body) throws IOException {
        var boundary = BOUNDARY.matcher(contentType);
        if (!boundary.find()) throw ApiException.invalid(null, "The body must be multipart/form-data with a boundary");
        var parts = MultipartInput.builder()
                .setInputStream(body)
                .setBoundary(boundary.group(1).getBytes(StandardCharsets.ISO_8859_1))
                .setMaxPartHeaderSize(LONGEST_HEADERS)
                .get();
        parts.setHeaderCharset(StandardCharsets.UTF_8);
        try {
            return new UploadBody(parts, Files.createTempFile("tailor-upload-", ".part"));
        } catch (IOException failed) {
            throw noRoom(failed).orElseThrow(() -> failed);
        }
    }

    private static Optional<ApiException> noRoom(IOException failed) {
        if (!String.valueOf(failed.getMessage()).contains("No space left")) return Optional.empty();
        var message =
                "The gateway has no room for the upload in %s; free space there, or start it with another java.io.tmpdir"
                        .formatted(System.getProperty("java.io.tmpdir"));
        return Optional.of(new ApiException(new ApiError(507, message, null, "disk_full"), failed));
    }

    void read() throws IOException {
        for (var more = parts.skipPreamble(); more; more = parts.readBoundary()) {
            var headers = parts.readHeaders();
            var name = find(NAME, headers).orElse("");
            if (name.equals("file")) readFile(find(FILENAME, headers).orElse("file"));
            else fields.put(name, readField(name));
        }
    }

    private void readFile(String name) throws IOException {
        if (filename.isPresent()) throw ApiException.invalid("file", "Send one file in a request");
        filename = Optional.of(checked(name));
        try (var output = Files.newOutputStream(waiting)) {
            parts.readBodyData(output);
        } catch (IOException failed) {
            throw noRoom(failed).orElseThrow(() -> failed);
        }
    }

    private static String checked(String name) {
        int length = name.codePointCount(0, name.length());
        if (length <= LONGEST_NAME) return name;
        throw ApiException.invalid(
                "file", "The file's name has %d characters; give it at most %d".formatted(length, LONGEST_NAME));
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

    String filename() {
        return filename.orElseThrow(() -> ApiException.missing("file"));
    }

    Map<String, String> fields() {
        return fields;
    }

    InputStream file() throws IOException {
        return Files.newInputStream(waiting);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(waiting);
    }

    private static Optional<String> find(Pattern pattern, String text) {
        var matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}

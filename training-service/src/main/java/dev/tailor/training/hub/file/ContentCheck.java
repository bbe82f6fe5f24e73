package dev.tailor.training.hub.file;

import dev.tailor.training.hub.HubFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Holds a content to its size and checksum. */
final class ContentCheck {

    private static final int CHUNK = 1 << 20;

    private ContentCheck() {}

    static boolean isRight(Path content, HubFile file) throws IOException {
        if (Files.size(content) != file.bytes()) {
            return false;
        }
        return switch (file.checksum()) {
            case SIZE -> true;
            case SHA256 -> sum(digest("SHA-256"), content).equals(file.etag());
            case GIT -> sum(gitDigest(file.bytes()), content).equals(file.etag());
        };
    }

    private static MessageDigest gitDigest(long bytes) {
        var digest = digest("SHA-1");
        digest.update("blob %d\0".formatted(bytes).getBytes(StandardCharsets.UTF_8));
        return digest;
    }

    private static String sum(MessageDigest digest, Path content) throws IOException {
        try (var bytes = Files.newInputStream(content)) {
            var chunk = new byte[CHUNK];
            for (int count = bytes.read(chunk); count >= 0; count = bytes.read(chunk)) {
                digest.update(chunk, 0, count);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has " + name, impossible);
        }
    }
}

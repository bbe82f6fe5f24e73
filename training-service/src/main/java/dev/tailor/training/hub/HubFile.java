package dev.tailor.training.hub;

import java.util.regex.Pattern;

/**
 * One file of a repository.
 *
 * @param etag SHA-256 of a large file, git's blob id of another; a mirror may name something else
 */
public record HubFile(String path, String etag, long bytes) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern GIT = Pattern.compile("[0-9a-f]{40}");

    public HubFile {
        if (!NAME.matcher(etag).matches() || bytes < 0) {
            throw new IllegalArgumentException("%s has the unusable ETag '%s' or size %d".formatted(path, etag, bytes));
        }
    }

    /** How the content is checked. */
    public Checksum checksum() {
        if (SHA256.matcher(etag).matches()) {
            return Checksum.SHA256;
        }
        return GIT.matcher(etag).matches() ? Checksum.GIT : Checksum.SIZE;
    }

    /** What an ETag says of the content. */
    public enum Checksum {
        /** SHA-256 of the bytes. */
        SHA256,
        /** SHA-1 of git's header and the bytes. */
        GIT,
        /** Nothing; only the size is known. */
        SIZE
    }
}

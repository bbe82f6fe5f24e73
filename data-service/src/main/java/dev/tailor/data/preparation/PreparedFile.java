package dev.tailor.data.preparation;

/**
 * What preparation made of a file.
 *
 * @param key where its blobs lie
 * @param digest SHA-256 over the keys of the kept rows, in hexadecimal: equal rows in equal order have equal digests
 */
public record PreparedFile(String key, String digest, RowCounts counts) {}

package dev.tailor.gateway.files;

import java.util.Optional;

/** What comes with the bytes of a file. */
public record UploadForm(String filename, String purpose, String badRows, Optional<Long> expiresAt) {}

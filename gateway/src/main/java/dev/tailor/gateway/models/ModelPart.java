package dev.tailor.gateway.models;

/** A piece of an exported model: a file begins, or bytes of it follow. */
public sealed interface ModelPart {
    /** A file of {@code bytes} bytes under a relative path. */
    record Begin(String path, long bytes) implements ModelPart {}

    /** The next bytes of the file begun last. */
    record Chunk(byte[] bytes) implements ModelPart {}
}

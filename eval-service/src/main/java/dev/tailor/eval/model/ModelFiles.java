package dev.tailor.eval.model;

import java.nio.file.Path;

/** Where the files of a runnable model lie on this machine. */
public sealed interface ModelFiles {
    /** A Hugging Face directory with weights of its own. */
    record Whole(Path directory) implements ModelFiles {}

    /** A PEFT adapter over a base model. */
    record Adapted(Path base, Path adapter) implements ModelFiles {}
}

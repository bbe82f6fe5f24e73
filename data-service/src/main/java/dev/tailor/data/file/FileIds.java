package dev.tailor.data.file;

/** Makes ids of files. */
public interface FileIds {

    /** "file-…", never the same twice. */
    String next();
}

package dev.tailor.data.file;

/** How far a file is. */
public sealed interface FileState {

    /** Stored; preparation is under way. */
    record Uploaded() implements FileState {}

    /** Ready for use, and not made of rows. */
    record Stored() implements FileState {}

    /**
     * Ready to be trained on.
     *
     * @param rows where the prepared rows lie
     * @param dataset the dataset with the default split
     */
    record Prepared(String rows, String dataset) implements FileState {}

    /** Preparation found the file unusable. */
    record Unusable(String why) implements FileState {}
}

package dev.tailor.training.hub;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Models that were downloaded, by us or by another tool. */
public interface HubCache {

    /** Where it lies, for messages. */
    Path folder();

    /** A whole model; what was only begun is not found. */
    Optional<HubSnapshot> find(HubReference reference);

    List<HubSnapshot> list();

    /** Waits until nobody else writes to the repository, in this process or another. */
    Repository open(HubReference reference) throws IOException, InterruptedException;

    /** One repository, held alone. */
    interface Repository extends Closeable {

        /** The content, if it is here whole. */
        Optional<Path> find(HubFile file);

        /** A file that is being written; goes on where an earlier attempt ended. */
        Partial begin(HubFile file) throws IOException;

        long freeBytes() throws IOException;

        /** Makes a model of files that are all here; it appears whole or not at all. */
        HubSnapshot publish(HubReference reference, String commit, List<HubFile> files) throws IOException;
    }

    /** A file that is not whole yet. Parts may be written at the same time. */
    interface Partial extends Closeable {

        /** What is to come. */
        List<Span> missing();

        void write(long position, ByteBuffer bytes) throws IOException;

        /** Checks the content and keeps it; tells whether it was right. What was wrong is gone. */
        boolean finish() throws IOException;

        void discard() throws IOException;
    }
}

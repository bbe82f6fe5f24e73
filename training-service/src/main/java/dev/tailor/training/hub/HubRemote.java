package dev.tailor.training.hub;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The Hub or a mirror of it. Whatever it refuses is a {@link dev.tailor.training.problem.HubRefused}. */
public interface HubRemote {

    HubRevision revision(HubReference reference) throws InterruptedException;

    HubFile describe(HubReference commit, String path) throws InterruptedException;

    /** Hands over the bytes of a part of a file in their order, each once, however often the connection is cut. */
    void fetch(HubReference commit, HubFile file, Span part, Sink sink) throws InterruptedException, IOException;

    /** Takes bytes. Its failure is the receiver's and ends the transfer. */
    @FunctionalInterface
    interface Sink {
        void write(long position, ByteBuffer bytes) throws IOException;
    }
}

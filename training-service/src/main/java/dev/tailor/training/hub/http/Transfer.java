package dev.tailor.training.hub.http;

import dev.tailor.training.hub.HubRemote.Sink;
import dev.tailor.training.hub.Span;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;

/** Fetches one part of a file; a connection that is cut is followed by another one from there on. */
final class Transfer {

    private static final int CHUNK = 1 << 16;
    private static final int WHOLE = 200;

    private final Span part;
    private final Sink sink;
    private final Duration silence;
    private long position;

    Transfer(Span part, Sink sink, Duration silence) {
        this.part = part;
        this.sink = sink;
        this.silence = silence;
        this.position = part.from();
    }

    void run(Retries retries, Opening opening) throws InterruptedException, IOException {
        int failures = 0;
        while (position < part.to()) {
            long before = position;
            try {
                attempt(opening);
            } catch (Cut cut) {
                failures = position > before ? 1 : failures + 1;
                retries.pauseOrGiveUp(failures, cut.reason);
            }
        }
    }

    private void attempt(Opening opening) throws Cut, InterruptedException, IOException {
        var answer = open(opening);
        try (var body = answer.body();
                var guard = SilenceGuard.over(body, silence)) {
            if (answer.statusCode() == WHOLE) {
                skip(body, position);
            }
            var chunk = new byte[CHUNK];
            while (position < part.to()) {
                int count = read(body, chunk, (int) Math.min(CHUNK, part.to() - position));
                guard.heard();
                sink.write(position, ByteBuffer.wrap(chunk, 0, count));
                position += count;
            }
        }
    }

    private HttpResponse<InputStream> open(Opening opening) throws Cut, InterruptedException, IOException {
        try {
            var answer = opening.open("bytes=%d-%d".formatted(position, part.to() - 1));
            var range = answer.headers().firstValue("Content-Range").orElse("");
            if (answer.statusCode() != WHOLE && !range.startsWith("bytes %d-".formatted(position))) {
                answer.body().close();
                throw new IOException("another range than asked for: " + range);
            }
            return answer;
        } catch (IOException failed) {
            throw new Cut(failed);
        }
    }

    /** Some mirrors always send the whole file. */
    private static void skip(InputStream body, long bytes) throws Cut {
        try {
            body.skipNBytes(bytes);
        } catch (IOException failed) {
            throw new Cut(failed);
        }
    }

    private static int read(InputStream body, byte[] chunk, int most) throws Cut {
        try {
            int count = body.read(chunk, 0, most);
            if (count < 0) {
                throw new IOException("the connection was cut");
            }
            return count;
        } catch (IOException failed) {
            throw new Cut(failed);
        }
    }

    /** Asks for a range. */
    @FunctionalInterface
    interface Opening {
        HttpResponse<InputStream> open(String range) throws IOException, InterruptedException;
    }

    /** The sender's failure, told apart from the receiver's. */
    private static final class Cut extends Exception {

        private static final long serialVersionUID = 1L;

        private final IOException reason;

        Cut(IOException reason) {
            super(reason);
            this.reason = reason;
        }
    }
}

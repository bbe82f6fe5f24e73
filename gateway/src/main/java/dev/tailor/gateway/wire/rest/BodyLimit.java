package dev.tailor.gateway.wire.rest;

import dev.tailor.gateway.wire.ApiError;
import dev.tailor.gateway.wire.ApiException;
import dev.tailor.gateway.wire.Settings;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Ends the reading of a JSON body that would fill the memory; files are streamed and know no such limit. */
@Provider
public class BodyLimit implements ReaderInterceptor {

    /** Asked for at each call: interceptors are made before there are settings. */
    private final Instance<Settings> settings;

    BodyLimit(Instance<Settings> settings) {
        this.settings = settings;
    }

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        if (context.getType().equals(String.class)) {
            context.setInputStream(
                    new Counted(context.getInputStream(), settings.get().jsonBytes()));
        }
        return context.proceed();
    }

    private static final class Counted extends FilterInputStream {

        private final long most;
        private long read;

        Counted(InputStream body, long most) {
            super(body);
            this.most = most;
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = super.read(target, offset, length);
            count(Math.max(0, count));
            return count;
        }

        private void count(int more) {
            read += more;
            if (read > most) {
                throw new ApiException(new ApiError(
                        413,
                        "The body has more than %d bytes; send less at once, or have TAILOR_JSON_BYTES raised"
                                .formatted(most),
                        null,
                        "body_too_large"));
            }
        }
    }
}

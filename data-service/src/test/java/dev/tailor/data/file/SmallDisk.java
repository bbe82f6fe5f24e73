package dev.tailor.data.file;

import dev.tailor.storage.BlobStore;
import dev.tailor.storage.BlobWriter;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** A store that takes ten bytes a blob and is full then. */
final class SmallDisk implements BlobStore {

    private static final int ROOM = 10;

    private final BlobStore store;

    SmallDisk(BlobStore store) {
        this.store = store;
    }

    @Override
    public BlobWriter write(String key) throws IOException {
        return new SmallBlob(store.write(key));
    }

    @Override
    public InputStream read(String key) throws IOException {
        return store.read(key);
    }

    @Override
    public boolean exists(String key) throws IOException {
        return store.exists(key);
    }

    @Override
    public long size(String key) throws IOException {
        return store.size(key);
    }

    @Override
    public List<String> list(String prefix) throws IOException {
        return store.list(prefix);
    }

    @Override
    public void deleteAll(String prefix) throws IOException {
        store.deleteAll(prefix);
    }

    /** A blob on the small disk. */
    private static final class SmallBlob extends BlobWriter {

        private final BlobWriter blob;
        private int written;

        SmallBlob(BlobWriter blob) {
            this.blob = blob;
        }

        @Override
        public void write(int value) throws IOException {
            if (++written > ROOM) {
                throw new IOException("No space left on device");
            }
            blob.write(value);
        }

        @Override
        public void commit() throws IOException {
            blob.commit();
        }

        @Override
        public void close() throws IOException {
            blob.close();
        }
    }
}

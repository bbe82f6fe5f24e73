package dev.tailor.worker;

import dev.tailor.proto.worker.v1.ModelRef;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Keeps the models that were used last open. One that is in use is closed when its last user lets go of it. */
final class OpenModels implements AutoCloseable {

    private static final int KEPT = 2;

    private final Function<ModelRef, OpenModel> opener;
    private final Map<ModelRef, Entry> entries = new LinkedHashMap<>(8, 0.75f, true);

    OpenModels(Function<ModelRef, OpenModel> opener) {
        this.opener = opener;
    }

    /** A model in use; closing lets go of it. */
    final class Lease implements AutoCloseable {

        private final Entry entry;
        private boolean open = true;

        private Lease(Entry entry) {
            this.entry = entry;
        }

        OpenModel model() {
            return entry.model;
        }

        @Override
        public void close() {
            synchronized (OpenModels.this) {
                if (open) {
                    open = false;
                    entry.users--;
                    entry.closeIfUnused();
                }
            }
        }
    }

    private static final class Entry {

        private final OpenModel model;
        private int users;
        private boolean evicted;

        private Entry(OpenModel model) {
            this.model = model;
        }

        private void closeIfUnused() {
            if (evicted && users == 0) {
                model.close();
            }
        }
    }

    /** Opens the model, or takes the one that is open already. */
    synchronized Lease lease(ModelRef model) {
        var entry = entries.get(model);
        if (entry == null) {
            evictAllBut(KEPT - 1);
            entry = new Entry(opener.apply(model));
            entries.put(model, entry);
        }
        entry.users++;
        return new Lease(entry);
    }

    @Override
    public synchronized void close() {
        evictAllBut(0);
    }

    private void evictAllBut(int kept) {
        List<Entry> evicted = new ArrayList<>();
        Iterator<Entry> oldest = entries.values().iterator();
        for (int surplus = entries.size() - kept; surplus > 0; surplus--) {
            evicted.add(oldest.next());
            oldest.remove();
        }
        for (var entry : evicted) {
            entry.evicted = true;
            entry.closeIfUnused();
        }
    }
}

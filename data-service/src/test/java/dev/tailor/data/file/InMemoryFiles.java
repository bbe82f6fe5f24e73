package dev.tailor.data.file;

import dev.tailor.data.Page;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Files of a test, in the order of their ids. */
final class InMemoryFiles implements FileRepository {

    private final Map<String, StoredFile> files = new ConcurrentSkipListMap<>();

    @Override
    public void add(StoredFile file) {
        files.put(file.id(), file);
    }

    @Override
    public Optional<StoredFile> find(String id) {
        return Optional.ofNullable(files.get(id));
    }

    @Override
    public void settle(String id, FileState state) {
        files.computeIfPresent(id, (known, file) -> file.in(state));
    }

    @Override
    public Page<StoredFile> list(FileQuery query) {
        return new Page<>(List.copyOf(files.values()), false);
    }

    @Override
    public boolean remove(String id) {
        return files.remove(id) != null;
    }

    @Override
    public List<String> waiting() {
        return files.values().stream()
                .filter(StoredFile::waits)
                .map(StoredFile::id)
                .toList();
    }

    @Override
    public List<String> expired(Instant now) {
        return files.values().stream()
                .filter(file -> file.description()
                        .expiry()
                        .filter(end -> !end.isAfter(now))
                        .isPresent())
                .map(StoredFile::id)
                .toList();
    }
}

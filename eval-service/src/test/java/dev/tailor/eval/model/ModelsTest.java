package dev.tailor.eval.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tailor.eval.ModelNotFound;
import dev.tailor.eval.model.ModelFiles.Adapted;
import dev.tailor.eval.model.ModelFiles.Whole;
import dev.tailor.eval.model.RegisteredModel.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsTest {

    private static final String HUB = "owner/name";
    private static final String ADAPTER = "ft:owner/name:tailor::1";

    @TempDir
    private Path home;

    private final StoredModels registry = new StoredModels();

    @Test
    void aBaseModelThatIsNotHereIsFetched() {
        // Given
        registry.keep(new RegisteredModel(HUB, Kind.BASE, HUB));
        // When
        var files = models().open("model", HUB).files();
        // Then
        assertThat(files)
                .isInstanceOfSatisfying(
                        Whole.class,
                        whole -> assertThat(whole.directory().resolve("name.txt"))
                                .hasContent(HUB));
    }

    @Test
    void anAdaptersBaseIsFetchedToo() {
        // Given
        registry.keep(new RegisteredModel(HUB, Kind.BASE, HUB));
        registry.keep(new RegisteredModel(ADAPTER, Kind.ADAPTER, HUB));
        // When
        var files = models().open("model", ADAPTER).files();
        // Then
        assertThat(files).isInstanceOfSatisfying(Adapted.class, adapted -> {
            assertThat(adapted.base().resolve("name.txt")).hasContent(HUB);
            assertThat(adapted.adapter().resolve("name.txt")).hasContent(ADAPTER);
        });
    }

    @Test
    void aLocalBaseModelIsUsedWhereItLies() throws IOException {
        // Given
        var local = Files.createDirectories(home.resolve("models").resolve("tiny"));
        Files.writeString(local.resolve("config.json"), "{}");
        // Then
        assertThat(models().open("model", "tiny").files()).isEqualTo(new Whole(local));
    }

    @Test
    void anAdapterWhoseBaseIsGoneIsNotFound() {
        // Given
        registry.keep(new RegisteredModel(ADAPTER, Kind.ADAPTER, HUB));
        // Then
        assertThatThrownBy(() -> models().open("model", ADAPTER))
                .isInstanceOf(ModelNotFound.class)
                .hasMessageContaining(HUB);
    }

    @Test
    void theCopyOfADeletedModelIsRemovedOnceNobodyUsesIt() throws IOException {
        // Given
        registry.keep(new RegisteredModel(ADAPTER, Kind.FULL, HUB));
        registry.keep(new RegisteredModel(HUB, Kind.BASE, HUB));
        var models = models();
        var tuned = models.open("model", ADAPTER);
        models.open("model", HUB).close();
        Files.createDirectories(home.resolve("cache/fetching-1"));
        registry.delete(ADAPTER);
        // When
        models.sweep();
        // Then
        assertThat(cached()).containsExactlyInAnyOrder(ADAPTER, HUB);
        // When
        tuned.close();
        models.sweep();
        // Then
        assertThat(cached()).containsExactly(HUB);
        assertThat(home.resolve("cache"))
                .isDirectoryContaining("glob:**.id")
                .isDirectoryNotContaining("glob:**fetching*");
    }

    @Test
    void beforeAnythingWasFetchedASweepHasNothingToDo() {
        models().sweep();
        // Then
        assertThat(home.resolve("cache")).doesNotExist();
    }

    private List<String> cached() throws IOException {
        try (var files = Files.walk(home.resolve("cache"))) {
            return files.filter(file -> file.endsWith("name.txt"))
                    .map(ModelsTest::read)
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Models models() {
        return new Models(
                new BaseModels(List.of(home.resolve("models"))),
                registry,
                new ModelCache(home.resolve("cache"), registry));
    }
}

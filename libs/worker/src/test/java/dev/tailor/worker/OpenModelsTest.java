package dev.tailor.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailor.proto.worker.v1.ModelRef;
import dev.tailor.text.ChatEncoder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenModelsTest {

    @TempDir
    private Path folder;

    private final Map<String, CountingModel> opened = new LinkedHashMap<>();

    @Test
    void aModelInUseIsClosedOnlyWhenItsLastUserLetsGo() {
        // Given
        try (var models = new OpenModels(this::open)) {
            var first = models.lease(ref("a"));
            models.lease(ref("b")).close();
            // When
            models.lease(ref("c")).close();
            // Then
            assertThat(timesClosed("a")).isZero();
            first.close();
            assertThat(timesClosed("a")).isEqualTo(1);
            assertThat(timesClosed("b")).isZero();
        }
        assertThat(opened.values()).allMatch(model -> model.closed == 1);
    }

    @Test
    void theModelThatWasUsedLastStaysOpen() {
        // Given
        try (var models = new OpenModels(this::open)) {
            models.lease(ref("a")).close();
            models.lease(ref("b")).close();
            models.lease(ref("a")).close();
            // When
            models.lease(ref("c")).close();
            // Then
            assertThat(timesClosed("a")).isZero();
            assertThat(timesClosed("b")).isEqualTo(1);
        }
    }

    private int timesClosed(String name) {
        return Objects.requireNonNull(opened.get(name)).closed;
    }

    private static ModelRef ref(String name) {
        return ModelRef.newBuilder().setDirectory(name).build();
    }

    private OpenModel open(ModelRef ref) {
        var model = new CountingModel(new int[0], 1);
        opened.put(ref.getDirectory(), model);
        return new OpenModel(ChatEncoder.open(TinyModel.write(folder)), model);
    }
}

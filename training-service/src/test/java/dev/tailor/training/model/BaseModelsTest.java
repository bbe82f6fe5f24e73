package dev.tailor.training.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaseModelsTest {

    private static final String LLAMA = """
            {"model_type":"llama","hidden_size":64,"intermediate_size":128,"num_attention_heads":4,
             "num_hidden_layers":2,"vocab_size":100,"max_position_embeddings":128}""";

    @TempDir
    private Path folder;

    private final Logger log = Logger.getLogger(BaseModels.class.getName());
    private final Notices notices = new Notices();

    @BeforeEach
    void listen() {
        log.addHandler(notices);
    }

    @AfterEach
    void listenNoMore() {
        log.removeHandler(notices);
    }

    @Test
    void oneModelIsFoundWithoutAWordAboutOthers() throws IOException {
        // Given
        add("good", LLAMA);
        add("other", "{\"model_type\":\"bert\"}");
        var models = new BaseModels(List.of(folder));
        // When
        var found = models.find("good");
        // Then
        assertThat(found).isPresent();
        assertThat(notices.texts).isEmpty();
    }

    @Test
    void aFolderThatIsNoModelIsToldOnce() throws IOException {
        // Given
        add("good", LLAMA);
        add("other", "{\"model_type\":\"bert\"}");
        var models = new BaseModels(List.of(folder));
        // When
        models.list();
        models.list();
        // Then
        assertThat(models.ids()).containsExactly("good");
        assertThat(notices.texts).singleElement().asString().contains("other").contains("bert");
    }

    @Test
    void theFirstFolderOfANameThatCanBeReadIsTheModel() throws IOException {
        // Given
        add("first/good", "{}");
        add("second/good", LLAMA);
        var models = new BaseModels(List.of(folder.resolve("first"), folder.resolve("second")));
        // Then
        assertThat(models.find("good").orElseThrow().directory()).isEqualTo(folder.resolve("second/good"));
        assertThat(models.find("none")).isEmpty();
    }

    private void add(String name, String config) throws IOException {
        var model = Files.createDirectories(folder.resolve(name));
        Files.writeString(model.resolve("config.json"), config);
        Files.writeString(model.resolve("model.safetensors"), "");
    }

    private static final class Notices extends Handler {
        private final List<String> texts = new ArrayList<>();

        @Override
        public void publish(LogRecord notice) {
            texts.add(notice.getMessage());
        }

        @Override
        public void flush() {
            // Nothing is held back.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}

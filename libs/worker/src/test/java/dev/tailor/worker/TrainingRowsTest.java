package dev.tailor.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tailor.proto.worker.v1.TrainOverLength;
import dev.tailor.text.ChatEncoder;
import dev.tailor.text.ChatTemplate;
import dev.tailor.text.Conversation;
import dev.tailor.text.Message;
import dev.tailor.text.Role;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingRowsTest {

    private static final Conversation SHORT = new Conversation(List.of(Message.user("a"), Message.assistant("b")));
    private static final Conversation LONG =
            new Conversation(List.of(Message.user("a"), Message.assistant("b".repeat(100))));

    @TempDir
    private Path folder;

    private ChatEncoder encoder;

    @BeforeEach
    void open() {
        encoder = ChatEncoder.open(TinyModel.write(folder));
    }

    @AfterEach
    void close() {
        encoder.close();
    }

    @Test
    void theAnswerAndItsEndAreTrained() {
        // When
        var rows = rows(List.of(SHORT), TrainOverLength.TRAIN_OVER_LENGTH_ERROR);
        // Then
        assertThat(rows.trainedTokens()).isEqualTo(2);
        rows.checkTrainable(Set.of(257));
    }

    @Test
    void aLongRowIsAnErrorThatNamesIt() {
        assertThatThrownBy(() -> rows(List.of(SHORT, LONG), TrainOverLength.TRAIN_OVER_LENGTH_ERROR))
                .isInstanceOf(WorkerProblem.class)
                .hasMessageContaining("Row 1 has ")
                .hasMessageContaining("sequence length of 64");
    }

    @Test
    void aLongRowIsDroppedAndCounted() {
        // When
        var rows = rows(List.of(SHORT, LONG), TrainOverLength.TRAIN_OVER_LENGTH_DROP);
        // Then
        assertThat(rows.chats()).hasSize(1);
        assertThat(rows.dropped()).isEqualTo(1);
        assertThat(rows.truncated()).isZero();
    }

    @Test
    void aLongRowIsTruncatedAndCounted() {
        // When
        var rows = rows(List.of(SHORT, LONG), TrainOverLength.TRAIN_OVER_LENGTH_TRUNCATE);
        // Then
        assertThat(rows.chats().get(1).ids()).hasSize(64);
        assertThat(rows.truncated()).isEqualTo(1);
    }

    @Test
    void rowsThatNeverTeachTheEndAreRefused() {
        // Given
        var rows = rows(List.of(LONG), TrainOverLength.TRAIN_OVER_LENGTH_TRUNCATE);
        // Then
        assertThatThrownBy(() -> rows.checkTrainable(Set.of(257)))
                .isInstanceOfSatisfying(
                        WorkerProblem.class,
                        problem -> assertThat(problem.reason()).isEqualTo("END_TOKEN_NOT_TRAINED"));
    }

    @Test
    void aTemplateThatWritesNoEndIsRefused() {
        // Given
        var endless = new ChatEncoder(
                encoder.tokenizer(),
                ChatTemplate.of(
                        "{% for m in messages %}{{ m.role }}: {{ m.content }}\n{% endfor %}",
                        encoder.tokenizer().special()));
        var rows = TrainingRows.of(List.of(SHORT), endless, 64, TrainOverLength.TRAIN_OVER_LENGTH_ERROR);
        // Then
        assertThatThrownBy(() -> rows.checkTrainable(Set.of(257))).hasMessageContaining("end its answer");
    }

    @Test
    void rowsWithNothingToLearnAreRefused() {
        // Given
        var silent =
                new Conversation(List.of(Message.user("a"), new Message(Role.ASSISTANT, "b", 0, null, null, null)));
        var rows = rows(List.of(silent), TrainOverLength.TRAIN_OVER_LENGTH_ERROR);
        // Then
        assertThatThrownBy(() -> rows.checkTrainable(Set.of(257)))
                .isInstanceOfSatisfying(
                        WorkerProblem.class,
                        problem -> assertThat(problem.reason()).isEqualTo("NO_TRAINED_TOKENS"));
    }

    private TrainingRows rows(List<Conversation> conversations, TrainOverLength policy) {
        return TrainingRows.of(conversations, encoder, 64, policy);
    }
}

package dev.tailor.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tailor.proto.worker.v1.TrainOverLength;
import dev.tailor.text.ChatEncoder;
import dev.tailor.text.ChatTemplate;
import dev.tailor.text.Conversation;
import dev.tailor.text.EncodedChat;
import dev.tailor.text.Message;
import dev.tailor.text.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
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

    private static final RowEncoding.Source FILE = new RowEncoding.Source("validation_file", 128);

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
                .hasMessageContaining("The row on line 2 has ")
                .hasMessageContaining("sequence length of 64");
    }

    @Test
    void theRemedyOfALongRowIsOneThatTheModelCanTake() {
        var fits = new Conversation(List.of(Message.assistant("b".repeat(80))));
        var never = new Conversation(List.of(Message.assistant("b".repeat(200))));
        assertThatThrownBy(() -> rows(List.of(fits), TrainOverLength.TRAIN_OVER_LENGTH_ERROR))
                .hasMessageContaining("; raise sequence_length, or set over_length to");
        assertThatThrownBy(() -> rows(List.of(never), TrainOverLength.TRAIN_OVER_LENGTH_ERROR))
                .hasMessageContaining(
                        "; the model can read 128 at once: shorten the row, choose another model, or set over_length to");
    }

    @Test
    void aRowThatTheTemplateRefusesIsNamedWithFileAndRemedy() {
        // Given
        var strict = new ChatEncoder(
                encoder.tokenizer(),
                ChatTemplate.of(
                        "{{ raise_exception('roles must alternate') }}",
                        encoder.tokenizer().special()));
        var rows = new RowEncoding(strict, FILE, 64, TrainOverLength.TRAIN_OVER_LENGTH_ERROR);
        // Then
        assertThatThrownBy(() -> rows.of(numbered(List.of(SHORT))))
                .hasMessageStartingWith("The row on line 1 does not suit the model: ")
                .hasMessageContaining("roles must alternate; change the messages of this row")
                .isInstanceOfSatisfying(
                        WorkerProblem.class,
                        problem -> assertThat(problem.field()).isEqualTo("validation_file"));
    }

    @Test
    void aRowWithToolsIsRefusedWhereTheTemplateWouldLeaveThemOut() {
        // Given
        var offers = new Conversation(SHORT.messages(), "[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]");
        // Then
        assertThatThrownBy(() -> rows(List.of(SHORT, offers), TrainOverLength.TRAIN_OVER_LENGTH_ERROR))
                .hasMessageStartingWith(
                        "The row on line 2 does not suit the model: its chat template has no place for tools;")
                .isInstanceOfSatisfying(
                        WorkerProblem.class,
                        problem -> assertThat(problem.field()).isEqualTo("validation_file"));
    }

    @Test
    void aRowWithToolCallsIsRefusedWhereTheTemplateWouldLeaveThemOut() {
        // Given
        var calls = new Message(
                Role.ASSISTANT, "", 1, null, "[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]", null);
        var row = new Conversation(List.of(Message.user("Hi"), calls));
        // Then
        assertThatThrownBy(() -> rows(List.of(row), TrainOverLength.TRAIN_OVER_LENGTH_ERROR))
                .hasMessageStartingWith(
                        "The row on line 1 does not suit the model: its chat template has no place for messages[1].tool_calls;");
    }

    @Test
    void answersWhosePromptsChangeOnceTheyAreAnsweredAreRowsOfTheirOwn() {
        // Given
        var template = "{% for m in messages %}{% if m.role == 'assistant' %}{{ m.content + eos_token }}"
                + "{% elif m.role == 'user' and loop.last %}{{ messages[0].content + m.content }}"
                + "{% elif m.role == 'user' %}{{ m.content }}{% endif %}{% endfor %}";
        var late = new ChatEncoder(
                encoder.tokenizer(),
                ChatTemplate.of(template, encoder.tokenizer().special()));
        var turns = new Conversation(List.of(
                new Message(Role.SYSTEM, "s"),
                Message.user("a"),
                Message.assistant("b"),
                Message.user("c"),
                Message.assistant("d")));
        // When
        var rows =
                new RowEncoding(late, FILE, 64, TrainOverLength.TRAIN_OVER_LENGTH_ERROR).of(numbered(List.of(turns)));
        // Then
        assertThat(rows.apart()).isEqualTo(1);
        assertThat(rows.chats())
                .extracting(chat -> encoder.tokenizer().decode(chat.ids()))
                .containsExactly("sab", "abscd");
        assertThat(rows.chats()).extracting(EncodedChat::trainedTokens).containsExactly(2, 2);
        assertThat(rows.rows()).extracting(TrainingRows.Row::line).containsOnly(1L);
    }

    @Test
    void aLongRowIsDroppedAndCounted() {
        // When
        var rows = rows(List.of(SHORT, LONG), TrainOverLength.TRAIN_OVER_LENGTH_DROP);
        // Then
        assertThat(rows.chats()).hasSize(1);
        assertThat(rows.counts().dropped()).isEqualTo(1);
        assertThat(rows.counts().truncated()).isZero();
    }

    @Test
    void aLongRowIsTruncatedAndCounted() {
        // When
        var rows = rows(List.of(SHORT, LONG), TrainOverLength.TRAIN_OVER_LENGTH_TRUNCATE);
        // Then
        assertThat(rows.chats().get(1).ids()).hasSize(64);
        assertThat(rows.counts().truncated()).isEqualTo(1);
    }

    @Test
    void aLongChatIsSplitBetweenItsExchangesAndLosesNothing() {
        // Given
        var chat = new Conversation(List.of(
                new Message(Role.SYSTEM, "s"),
                Message.user("one"),
                Message.assistant("first"),
                Message.user("two"),
                Message.assistant("second")));
        var policy = TrainOverLength.TRAIN_OVER_LENGTH_SPLIT;
        int whole = encoder.encode(chat).ids().length;
        // When
        var rows = new RowEncoding(encoder, FILE, whole - 1, policy).of(numbered(List.of(SHORT, chat)));
        // Then
        assertThat(rows.chats()).hasSize(3);
        assertThat(rows.rows()).extracting(TrainingRows.Row::line).containsExactly(1L, 2L, 2L);
        assertThat(rows.counts()).isEqualTo(new RowCounts(0, 0, 1, List.of(2L)));
        assertThat(rows.chats().get(2).ids())
                .isEqualTo(encoder.encode(new Conversation(List.of(
                                new Message(Role.SYSTEM, "s"), Message.user("two"), Message.assistant("second"))))
                        .ids());
        assertThat(rows.trainedTokens())
                .isEqualTo(encoder.encode(SHORT).trainedTokens()
                        + encoder.encode(chat).trainedTokens());
    }

    @Test
    void anExchangeThatIsTooLongByItselfIsDroppedAndCounted() {
        // When
        var rows = rows(List.of(SHORT, LONG), TrainOverLength.TRAIN_OVER_LENGTH_SPLIT);
        // Then
        assertThat(rows.chats()).hasSize(1);
        assertThat(rows.counts()).isEqualTo(new RowCounts(0, 1, 0, List.of(2L)));
    }

    @Test
    void aRowOfOneTurnIsSplitAnywhere() {
        // Given
        var text = new Conversation(List.of(Message.assistant("b".repeat(100))));
        // When
        var rows = rows(List.of(text), TrainOverLength.TRAIN_OVER_LENGTH_SPLIT);
        // Then
        assertThat(rows.chats()).hasSize(2);
        assertThat(rows.chats()).allSatisfy(piece -> assertThat(piece.ids()).hasSizeLessThanOrEqualTo(64));
        assertThat(rows.trainedTokens()).isEqualTo(encoder.encode(text).trainedTokens());
        assertThat(rows.counts().split()).isEqualTo(1);
    }

    @Test
    void aRowIsNamedByItsLineInTheUploadedFile() throws IOException {
        // Given
        var file = Files.writeString(folder.resolve("rows.jsonl"), """
                {"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"}]}
                {"line":17,"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"}]}
                """);
        // When
        var rows = Rows.numbered(file.toString());
        // Then
        assertThat(rows).extracting(Rows.Row::line).containsExactly(1L, 17L);
        assertThat(rows).extracting(Rows.Row::conversation).containsOnly(SHORT);
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
        var rows = new RowEncoding(endless, FILE, 64, TrainOverLength.TRAIN_OVER_LENGTH_ERROR)
                .of(numbered(List.of(SHORT)));
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
        return new RowEncoding(encoder, FILE, 64, policy).of(numbered(conversations));
    }

    private static List<Rows.Row> numbered(List<Conversation> conversations) {
        return IntStream.range(0, conversations.size())
                .mapToObj(at -> new Rows.Row(at + 1, conversations.get(at)))
                .toList();
    }
}

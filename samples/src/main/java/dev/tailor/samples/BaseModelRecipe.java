package dev.tailor.samples;

import dev.tailor.model.Cadence;
import dev.tailor.model.CheckpointReport;
import dev.tailor.model.Example;
import dev.tailor.model.FineTuner;
import dev.tailor.model.GuardLimits;
import dev.tailor.model.LoraSettings;
import dev.tailor.model.Method;
import dev.tailor.model.Optimization;
import dev.tailor.model.Precision;
import dev.tailor.model.Prompts;
import dev.tailor.model.Schedule;
import dev.tailor.model.StartReport;
import dev.tailor.model.StepReport;
import dev.tailor.model.TrainingListener;
import dev.tailor.model.TrainingPlan;
import dev.tailor.model.TrainingSettings;
import dev.tailor.model.ValidationReport;
import dev.tailor.text.ChatEncoder;
import dev.tailor.text.Conversation;
import dev.tailor.text.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** Makes the bundled base model: its tokenizer, its first weights, and a training on {@link Corpus}. */
public final class BaseModelRecipe {
    private static final long SEED = 20261124;
    private static final int STORIES = 2500;
    private static final int DIALOGUES = 3500;
    private static final int ECHOES = 3000;
    private static final int SHORTEST_ECHO = 3;
    private static final int LONGEST_ECHO = 12;
    private static final System.Logger LOG = System.getLogger(BaseModelRecipe.class.getName());

    private final Path work;

    BaseModelRecipe(Path work) {
        this.work = work;
    }

    /** Arguments: the model's directory, and one for what is left over. */
    public static void main(String[] arguments) throws IOException {
        var output = Path.of(arguments[0]);
        var made = new BaseModelRecipe(Path.of(arguments[1])).train();
        Files.createDirectories(output);
        for (var name : List.of(
                "config.json",
                "generation_config.json",
                "model.safetensors",
                "tokenizer.json",
                "tokenizer_config.json")) {
            Files.copy(made.resolve(name), output.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** The model before training: its directory. */
    Path start() throws IOException {
        var directory = work.resolve("start");
        Files.createDirectories(directory);
        new TokenizerFiles(directory).write(merges());
        new BaseModelShape(SEED).write(directory);
        return directory;
    }

    static List<String> merges() {
        var corpus = new Corpus(SEED);
        var texts = new ArrayList<>(corpus.stories(STORIES));
        corpus.dialogues(DIALOGUES).forEach(texts::addAll);
        texts.addAll(corpus.tickets(DIALOGUES));
        int room = BaseModelShape.VOCABULARY
                - TokenizerFiles.SPECIAL.size()
                - BytePairs.alphabet().size();
        return new BytePairs(texts).learn(room);
    }

    private Path train() throws IOException {
        var start = start();
        var output = work.resolve("output");
        var optimization = new Optimization(2e-3, Schedule.COSINE, 0.05, 0.01, 1.0, 0, true, 0);
        var settings = new TrainingSettings(
                Method.FULL,
                LoraSettings.DEFAULT,
                optimization,
                2,
                16,
                16,
                Precision.FP32,
                false,
                0,
                SEED,
                Cadence.AT_THE_END,
                GuardLimits.DEFAULT);
        var plan = new TrainingPlan(
                start,
                Optional.empty(),
                "tailor-tiny",
                settings,
                work.resolve("steps"),
                Optional.empty(),
                output,
                Prompts.NONE);
        var examples = examples(start);
        new FineTuner(new Log(), () -> false)
                .run(plan, examples.subList(200, examples.size()), examples.subList(0, 200));
        return output;
    }

    private static List<Example> examples(Path directory) {
        var corpus = new Corpus(SEED);
        var examples = new ArrayList<Example>();
        try (var encoder = ChatEncoder.open(directory)) {
            var stories = corpus.stories(STORIES);
            for (var dialogue : corpus.dialogues(DIALOGUES)) {
                examples.add(example(encoder.encode(new Conversation(
                                List.of(Message.user(dialogue.getFirst()), Message.assistant(dialogue.getLast()))))
                        .ids()));
            }
            stories.forEach(
                    story -> examples.add(example(framed(encoder.tokenizer().encode(story)))));
        }
        examples.addAll(echoes());
        Collections.shuffle(examples, new Random(SEED));
        return examples;
    }

    /** Any pieces, said again: without them, pieces that the corpus never uses would all end up as one. */
    private static List<Example> echoes() {
        var random = new Random(SEED);
        int user = TokenizerFiles.SPECIAL.indexOf("<|user|>");
        int assistant = TokenizerFiles.SPECIAL.indexOf("<|assistant|>");
        var echoes = new ArrayList<Example>();
        for (int i = 0; i < ECHOES; i++) {
            var pieces = random.ints(
                            random.nextInt(SHORTEST_ECHO, LONGEST_ECHO + 1),
                            TokenizerFiles.SPECIAL.size(),
                            BaseModelShape.VOCABULARY)
                    .toArray();
            var ids = IntStream.of(0, user);
            ids = IntStream.concat(ids, IntStream.of(pieces));
            ids = IntStream.concat(ids, IntStream.of(1, assistant));
            ids = IntStream.concat(ids, IntStream.concat(IntStream.of(pieces), IntStream.of(1)));
            echoes.add(example(ids.toArray()));
        }
        return echoes;
    }

    private static int[] framed(int[] ids) {
        var framed = new int[ids.length + 2];
        System.arraycopy(ids, 0, framed, 1, ids.length);
        framed[framed.length - 1] = 1;
        return framed;
    }

    private static Example example(int[] ids) {
        var trained = new boolean[ids.length];
        Arrays.fill(trained, true);
        return new Example(ids, trained);
    }

    private static final class Log implements TrainingListener {
        private static final int EVERY = 25;

        @Override
        public void started(StartReport report) {
            LOG.log(System.Logger.Level.INFO, "training started steps={0}", report.totalSteps());
        }

        @Override
        public void step(StepReport report) {
            if (report.step() % EVERY == 0) {
                LOG.log(System.Logger.Level.INFO, "step={0} loss={1}", report.step(), report.loss());
            }
        }

        @Override
        public void validated(ValidationReport report) {
            LOG.log(System.Logger.Level.INFO, "validated {0}", report);
        }

        @Override
        public void checkpointed(CheckpointReport report) {
            LOG.log(System.Logger.Level.INFO, "checkpoint {0}", report);
        }

        @Override
        public void warned(String reason, String message) {
            LOG.log(System.Logger.Level.WARNING, "{0}: {1}", reason, message);
        }
    }
}

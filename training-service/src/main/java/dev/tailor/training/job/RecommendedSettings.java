package dev.tailor.training.job;

import dev.tailor.training.model.ModelSizes;
import org.jspecify.annotations.Nullable;

/**
 * Fills in what the user left to us.
 *
 * <table><caption>The choices</caption>
 * <tr><th>setting</th><th>value</th></tr>
 * <tr><td>method</td><td>LoRA on every linear layer, rank 16, alpha 32, dropout 0; those of the adapter that a job
 * goes on with</td></tr>
 * <tr><td>learning rate</td><td>5e-4 (2000 / hidden size)^0.78, at most 5e-3 ("LoRA Without Regret", Schulman 2025);
 * a tenth of it for full fine-tuning</td></tr>
 * <tr><td>epochs</td><td>3; 5 below 500 rows; 10 below 100</td></tr>
 * <tr><td>batch size</td><td>8 below 500 rows, 16 below 2000, else 32</td></tr>
 * <tr><td>schedule</td><td>cosine after a warm-up of 5 % of the steps</td></tr>
 * <tr><td>clipping, weight decay</td><td>1.0; 0 for LoRA, 0.01 for full</td></tr>
 * <tr><td>sequence length</td><td>the model's, at most 2048</td></tr>
 * <tr><td>longer rows</td><td>an error that names the row and both lengths, never silence</td></tr>
 * <tr><td>precision</td><td>bf16 where the worker computes on a GPU, which multiplies it ten times faster and keeps
 * frozen weights in half the memory; fp16 on cards before Ampere, which have no bf16; fp32 on those before Volta, and on
 * processors, many of which have no instructions for bf16</td></tr>
 * <tr><td>packing, gradient checkpointing, NEFTune, moving average</td><td>none</td></tr>
 * <tr><td>validation, checkpoint</td><td>ten times a run, at its tenths; a checkpoint with each validation, so that the
 * best step can be the result; an adapter's also half an hour after the last one, so that a job that is cut off loses no
 * more</td></tr>
 * <tr><td>guard</td><td>at most five steps left out; back to an earlier state after three in a row</td></tr>
 * <tr><td>samples</td><td>answers to three validation prompts of at most 512 tokens, each of at most 32, with each
 * validation</td></tr>
 * <tr><td>early stopping</td><td>after three validations that are no better than the best one, whose step is the result
 * (Prechelt, 1998)</td></tr>
 * </table>
 */
final class RecommendedSettings {

    private static final double ADAPTER_RATE = 5e-4;
    private static final double REFERENCE_WIDTH = 2000;
    private static final double WIDTH_EXPONENT = 0.78;
    private static final double HIGHEST_RATE = 5e-3;
    private static final double FULL_SHARE = 0.1;
    private static final int LONGEST = 2048;
    private static final int TOKENS_A_PASS = 8192;
    private static final int TIMES_A_RUN = 10;
    private static final int PATIENCE = 3;
    private static final double CHECKPOINT_MINUTES = 30;
    private static final int SKIPPED_STEPS = 5;
    private static final int GO_BACK_AFTER = 3;
    private static final int SAMPLES = 3;
    private static final int SAMPLE_TOKENS = 32;
    private static final int LONGEST_SAMPLE_PROMPT = 512;
    private static final int FEW_ROWS = 100;
    private static final int SOME_ROWS = 500;
    private static final int MANY_ROWS = 2000;

    private final TrainingJobSpec spec;
    private final JobStart start;
    private final ModelSizes sizes;
    private final PreparedDataset dataset;
    private final WorkerDevice device;

    RecommendedSettings(TrainingJobSpec spec, JobStart start, PreparedDataset dataset, WorkerDevice device) {
        this.spec = spec;
        this.start = start;
        this.sizes = start.sizes();
        this.dataset = dataset;
        this.device = device;
    }

    ResolvedSettings resolve() {
        var asked = spec.hyperparameters();
        var chosen = new Hyperparameters(
                or(asked.epochs(), epochs()),
                or(asked.batchSize(), batchSize()),
                or(asked.learningRateMultiplier(), 1.0));
        return new ResolvedSettings(chosen, options(chosen));
    }

    static double learningRate(TrainingMethod method, int hiddenSize) {
        double rate = Math.min(HIGHEST_RATE, ADAPTER_RATE * Math.pow(REFERENCE_WIDTH / hiddenSize, WIDTH_EXPONENT));
        return method.isAdapter() ? rate : rate * FULL_SHARE;
    }

    private TailorOptions options(Hyperparameters chosen) {
        var asked = spec.options();
        var method = or(asked.method(), start.recommendedMethod());
        double recommended = learningRate(method, sizes.hidden());
        int batch = ResolvedSettings.set(chosen.batchSize());
        int length = or(asked.sequenceLength(), Math.min(LONGEST, sizes.contextLength()));
        int tenth = Math.max(1, totalSteps(chosen) / TIMES_A_RUN);
        int evalEvery = or(asked.evalEverySteps(), tenth);
        return new TailorOptions(
                method,
                method.isAdapter() ? lora(asked.lora(), method) : LoraOptions.AUTO,
                or(asked.learningRate(), recommended * ResolvedSettings.set(chosen.learningRateMultiplier())),
                or(asked.schedule(), Schedule.COSINE),
                or(asked.warmupRatio(), 0.05),
                or(asked.weightDecay(), method == TrainingMethod.FULL ? 0.01 : 0.0),
                or(asked.maxGradNorm(), 1.0),
                length,
                or(asked.overLength(), OverLength.ERROR),
                or(asked.precision(), device.precision()),
                or(asked.patience(), validates() ? PATIENCE : 0),
                evalEvery,
                or(asked.checkpointEverySteps(), evalEvery > 0 ? evalEvery : tenth),
                or(asked.labelSmoothing(), 0.0),
                or(asked.split(), SplitShares.recommended(spec.validationFile())),
                or(asked.microBatchSize(), Math.clamp(TOKENS_A_PASS / length, 1, batch)),
                techniques(asked.techniques(), method),
                asked.pricePerHour());
    }

    private boolean validates() {
        var split = or(spec.options().split(), SplitShares.recommended(spec.validationFile()));
        return spec.validationFile() != null || split.validation() > 0;
    }

    private LoraOptions lora(LoraOptions asked, TrainingMethod method) {
        return start.goesOnWith(method)
                .map(earlier -> again(asked, earlier.options().lora()))
                .orElseGet(() -> lora(asked));
    }

    private static LoraOptions again(LoraOptions asked, LoraOptions earlier) {
        return new LoraOptions(
                earlier.rank(),
                earlier.alpha(),
                or(asked.dropout(), or(earlier.dropout(), 0.0)),
                earlier.targets(),
                earlier.rslora(),
                earlier.modulesToSave());
    }

    private LoraOptions lora(LoraOptions asked) {
        int rank = or(asked.rank(), 16);
        return new LoraOptions(
                rank,
                or(asked.alpha(), 2.0 * rank),
                or(asked.dropout(), 0.0),
                asked.targets().isEmpty() ? sizes.family().linearLayers() : asked.targets(),
                or(asked.rslora(), false),
                asked.modulesToSave());
    }

    private static Techniques techniques(Techniques asked, TrainingMethod method) {
        var guard = asked.guard();
        return new Techniques(
                or(asked.packing(), false),
                or(asked.gradientCheckpointing(), false),
                or(asked.neftuneAlpha(), 0.0),
                or(asked.emaDecay(), 0.0),
                or(asked.checkpointEveryMinutes(), method.isAdapter() ? CHECKPOINT_MINUTES : 0),
                new GuardOptions(or(guard.maxSkippedSteps(), SKIPPED_STEPS), or(guard.goBackAfter(), GO_BACK_AFTER)),
                samples(asked.samples()));
    }

    private static SampleOptions samples(SampleOptions asked) {
        return new SampleOptions(
                or(asked.prompts(), SAMPLES),
                or(asked.maxTokens(), SAMPLE_TOKENS),
                or(asked.longestPrompt(), LONGEST_SAMPLE_PROMPT));
    }

    private int totalSteps(Hyperparameters chosen) {
        long batch = ResolvedSettings.set(chosen.batchSize());
        long steps = (dataset.train() + batch - 1) / batch * ResolvedSettings.set(chosen.epochs());
        return (int) Math.min(Integer.MAX_VALUE, steps);
    }

    private int epochs() {
        if (dataset.train() < FEW_ROWS) {
            return 10;
        }
        return dataset.train() < SOME_ROWS ? 5 : 3;
    }

    private int batchSize() {
        if (dataset.train() < SOME_ROWS) {
            return 8;
        }
        return dataset.train() < MANY_ROWS ? 16 : 32;
    }

    private static <T> T or(@Nullable T asked, T recommended) {
        return asked == null ? recommended : asked;
    }
}

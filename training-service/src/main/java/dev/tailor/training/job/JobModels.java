package dev.tailor.training.job;

import static dev.tailor.training.job.ResolvedSettings.set;

import dev.tailor.training.model.Lineage;
import dev.tailor.training.model.MergeFigures;
import dev.tailor.training.model.ModelFollower;
import dev.tailor.training.model.TunedModel;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What jobs say about the models that they made, and what they hear of them. */
@ApplicationScoped
public class JobModels implements ModelFollower {

    private final TrainingJobRepository jobs;
    private final Checkpoints checkpoints;
    private final JobEvents events;

    public JobModels(TrainingJobRepository jobs, Checkpoints checkpoints, JobEvents events) {
        this.jobs = jobs;
        this.checkpoints = checkpoints;
        this.events = events;
    }

    @Override
    public void deleted(TunedModel model) {
        checkpoints.forget(model);
    }

    @Override
    public void merged(TunedModel model, MergeFigures figures) {
        events.info(
                model.jobId(),
                "Merged %s and compared it with base and adapter: %s".formatted(model.id(), figures.inWords()));
    }

    @Override
    public Optional<String> unfinishedJob(String model) {
        return jobs.unfinishedFrom(model);
    }

    @Override
    public Optional<Lineage> lineage(TunedModel model) {
        return jobs.find(model.jobId())
                .map(job ->
                        new Lineage(job.spec().model(), word(set(job.settings()).method())));
    }

    @Override
    public Map<String, String> making(TunedModel model) {
        var facts = new LinkedHashMap<String, String>();
        jobs.find(model.jobId()).ifPresent(job -> describe(job, model, facts));
        checkpoints.metrics(model).ifPresent(metrics -> describe(metrics, facts));
        return facts;
    }

    private static void describe(TrainingJob job, TunedModel model, Map<String, String> facts) {
        facts.put("job", job.id());
        facts.put("comparison", comparison(job, model));
        if (!job.spec().model().equals(model.baseModel())) {
            facts.put("started from", job.spec().model());
        }
        facts.put("training file", job.spec().trainingFile());
        var dataset = job.dataset();
        if (dataset != null) {
            facts.put("dataset", "%s, %d rows to train on".formatted(dataset.id(), dataset.train()));
        }
        var settings = job.settings();
        if (settings != null) {
            facts.put("method", method(settings));
            describe(settings.options().lora(), facts);
            facts.put("epochs", String.valueOf(settings.epochs()));
            facts.put("rows a step", String.valueOf(settings.batchSize()));
            facts.put("learning rate", digits(settings.learningRate()));
            facts.put("schedule", word(set(settings.options().schedule())));
            facts.put("seed", String.valueOf(job.spec().seed()));
        }
    }

    /** Of what was trained beside the weights; nothing where all of them were. */
    private static void describe(LoraOptions lora, Map<String, String> facts) {
        if (!lora.targets().isEmpty()) {
            facts.put("adapted projections", String.join(", ", lora.targets()));
        }
        if (!lora.modulesToSave().isEmpty()) {
            facts.put("trained whole", String.join(", ", lora.modulesToSave()));
        }
    }

    private static String comparison(TrainingJob job, TunedModel model) {
        if (!model.id().equals(job.tunedModel())) {
            return "none; the job compares its result alone";
        }
        var made = job.comparison().id();
        if (made != null) {
            return made;
        }
        return job.comparison().due()
                ? "not made yet"
                : "none; whether it is better than what it started from is not known";
    }

    private static String method(ResolvedSettings settings) {
        var name = word(settings.method());
        var lora = settings.options().lora();
        return settings.method().isAdapter()
                ? "%s, rank %d, alpha %s".formatted(name, set(lora.rank()), digits(set(lora.alpha())))
                : name;
    }

    private static void describe(StepMetrics metrics, Map<String, String> facts) {
        facts.put("step", String.valueOf(metrics.step()));
        if (metrics.trainLoss() != null) {
            facts.put("training loss", digits(metrics.trainLoss()));
        }
        if (metrics.validLoss() != null) {
            facts.put("validation loss", digits(metrics.validLoss()));
        }
    }

    private static String word(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }

    private static String digits(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }
}

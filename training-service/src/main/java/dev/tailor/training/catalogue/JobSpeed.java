package dev.tailor.training.catalogue;

import dev.tailor.training.catalogue.Speed.Basis;
import dev.tailor.training.job.Cursor;
import dev.tailor.training.job.JobFilter;
import dev.tailor.training.job.JobState;
import dev.tailor.training.job.ResolvedSettings;
import dev.tailor.training.job.TrainingJob;
import dev.tailor.training.job.TrainingJobRepository;
import dev.tailor.training.job.TrainingMethod;
import dev.tailor.training.model.BaseModel;
import dev.tailor.training.model.BaseModels;
import dev.tailor.training.model.ModelNames;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The best that recent jobs reached; before there are any, an assumption. Jobs on very small models tell nothing of
 * larger ones: they spend their time around the products, not in them.
 */
public final class JobSpeed implements MachineSpeed {

    private static final int RECENT = 20;
    private static final long LARGE_ENOUGH = 10_000_000;

    private final TrainingJobRepository jobs;
    private final BaseModels bases;
    private final double assumed;

    public JobSpeed(TrainingJobRepository jobs, BaseModels bases, double assumed) {
        this.jobs = jobs;
        this.bases = bases;
        this.assumed = assumed;
    }

    @Override
    public Speed now() {
        var measured = measured();
        return measured.isPresent()
                ? new Speed(measured.getAsDouble(), Basis.MEASURED)
                : new Speed(assumed, Basis.CONFIGURED);
    }

    private OptionalDouble measured() {
        var known = bases.list().stream()
                .filter(base -> base.parameters() >= LARGE_ENOUGH)
                .collect(Collectors.toMap(BaseModel::id, Function.identity()));
        return jobs.page(JobFilter.ALL, new Cursor("", RECENT)).items().stream()
                .filter(job -> job.state() instanceof JobState.Succeeded)
                .filter(job -> known.containsKey(baseOf(job)))
                .mapToDouble(job -> flops(job, known))
                .filter(flops -> flops > 0)
                .max();
    }

    private static double flops(TrainingJob job, Map<String, BaseModel> known) {
        var base = known.get(baseOf(job));
        var settings = job.settings();
        var progress = job.progress();
        if (base == null || settings == null || progress == null) {
            return 0;
        }
        return progress.tokensPerSecond() * method(settings).flopsPerToken(base.parameters());
    }

    private static String baseOf(TrainingJob job) {
        return ModelNames.base(job.spec().model());
    }

    private static CatalogueMethod method(ResolvedSettings settings) {
        return settings.method() == TrainingMethod.FULL ? CatalogueMethod.FULL : CatalogueMethod.LORA;
    }
}

package dev.tailor.training.catalogue;

import dev.tailor.training.catalogue.Assessment.Estimate;
import dev.tailor.training.catalogue.CatalogueModel.Source;
import dev.tailor.training.hub.HubReference;
import dev.tailor.training.model.BaseModel;
import dev.tailor.training.model.BaseModels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers which of the models that are here or well known suits the data, the memory and the time. */
public final class ModelCatalogue {

    private final BaseModels bases;
    private final Map<String, CatalogueModel> wellKnown;
    private final MachineSpeed speed;

    public ModelCatalogue(BaseModels bases, List<CatalogueModel> wellKnown, MachineSpeed speed) {
        this.bases = bases;
        this.wellKnown = new LinkedHashMap<>();
        wellKnown.forEach(model -> this.wellKnown.put(model.id(), model));
        this.speed = speed;
    }

    /**
     * What was found.
     *
     * @param speed that the estimates assume
     */
    public record Answer(List<Assessment> models, Speed speed) {

        public Answer {
            models = List.copyOf(models);
        }
    }

    /** What fits comes first, the largest at the top; then the rest, the one that needs least memory first. */
    public Answer ask(Question question) {
        var pace = speed.now();
        var assessed = new ArrayList<>(
                models().stream().map(model -> assess(model, question, pace)).toList());
        assessed.sort(Comparator.comparing(Assessment::fits)
                .reversed()
                .thenComparing(ModelCatalogue::rank)
                .thenComparing(assessment -> assessment.model().id()));
        return new Answer(assessed, pace);
    }

    private static long rank(Assessment assessment) {
        return assessment.fits() ? -assessment.model().parameters() : assessment.leastMemory();
    }

    private List<CatalogueModel> models() {
        var all = new LinkedHashMap<>(wellKnown);
        bases.list().forEach(base -> all.put(base.id(), present(base)));
        return List.copyOf(all.values());
    }

    private CatalogueModel present(BaseModel base) {
        var source = HubReference.parse(base.id()).isPresent() ? Source.CACHED : Source.LOCAL;
        var known = wellKnown.get(base.id());
        return known != null ? known.from(source) : new CatalogueModel(base.id(), source, base.sizes(), "", false);
    }

    private static Assessment assess(CatalogueModel model, Question question, Speed pace) {
        var estimates = Arrays.stream(CatalogueMethod.values())
                .filter(method -> question.method() == null || question.method() == method)
                .map(method -> estimate(model, method, question, pace))
                .toList();
        boolean longEnough = model.contextLength() >= question.load().sequenceLength();
        return new Assessment(model, longEnough && estimates.stream().anyMatch(Estimate::fits), estimates);
    }

    private static Estimate estimate(CatalogueModel model, CatalogueMethod method, Question question, Speed pace) {
        var memory = MemoryEstimate.of(model.sizes(), method, question.load());
        double thousand = pace.secondsPerThousandTokens(method, model.parameters());
        var tokens = question.tokens();
        var seconds = tokens == null ? null : (Double) (thousand * tokens / 1000);
        boolean fits = memory.total() <= question.memory() && isInTime(seconds, question.seconds());
        return new Estimate(method, memory, thousand, seconds, fits);
    }

    private static boolean isInTime(@Nullable Double needed, @Nullable Double allowed) {
        return needed == null || allowed == null || needed <= allowed;
    }
}

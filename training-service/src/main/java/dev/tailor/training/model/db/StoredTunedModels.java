package dev.tailor.training.model.db;

import dev.tailor.training.model.MergeFigures;
import dev.tailor.training.model.ModelKind;
import dev.tailor.training.model.ModelNames;
import dev.tailor.training.model.ModelShape;
import dev.tailor.training.model.TunedModel;
import dev.tailor.training.model.TunedModelRepository;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tuned models in their table. */
@ApplicationScoped
@Transactional
public class StoredTunedModels implements TunedModelRepository {

    @Override
    public void put(TunedModel model) {
        var row = row(model.id()).orElseGet(TunedModelRow::new);
        row.id = model.id();
        row.kind = model.kind().name();
        row.createdAt = model.createdAt().toEpochMilli();
        row.baseModel = model.baseModel();
        row.jobId = model.jobId();
        row.blobs = model.blobs();
        row.contextLength = model.shape().contextLength();
        row.parameters = model.shape().parameters();
        write(model.merged(), row);
        row.persist();
    }

    @Override
    public void noteMerge(String id, MergeFigures figures) {
        row(id).ifPresent(row -> write(figures, row));
    }

    @Override
    public Optional<TunedModel> find(String id) {
        return row(id).map(StoredTunedModels::model);
    }

    /** By an update that changes nothing: H2 lacks the locking clause that Hibernate writes for PostgreSQL. */
    @Override
    public Optional<TunedModel> hold(String id) {
        TunedModelRow.update("kind = kind where id = ?1 or locate(?2, id) = 1", id, id + ModelNames.CHECKPOINT);
        return find(id);
    }

    @Override
    public List<TunedModel> finished() {
        return TunedModelRow.<TunedModelRow>listAll(Sort.descending("number")).stream()
                .map(StoredTunedModels::model)
                .filter(model -> !model.id().contains(ModelNames.CHECKPOINT))
                .toList();
    }

    @Override
    public List<String> adaptersOver(String id) {
        return TunedModelRow.<TunedModelRow>list(
                        "kind = ?1 and (baseModel = ?2 or baseModel like ?3)",
                        ModelKind.ADAPTER.name(),
                        id,
                        id + ModelNames.CHECKPOINT + "%")
                .stream()
                .map(row -> row.id)
                .toList();
    }

    @Override
    public void remove(String id) {
        TunedModelRow.delete("id = ?1 or id like ?2", id, id + ModelNames.CHECKPOINT + "%");
    }

    @Override
    public void removeOnly(String id) {
        TunedModelRow.delete("id", id);
    }

    private static Optional<TunedModelRow> row(String id) {
        return TunedModelRow.find("id", id).firstResultOptional();
    }

    private static void write(@Nullable MergeFigures figures, TunedModelRow row) {
        row.mergeDifference = figures == null ? null : figures.largestDifference();
        row.mergeDivergence = figures == null ? null : figures.meanDivergence();
        row.mergeAgreement = figures == null ? null : figures.topAgreement();
    }

    private static @Nullable MergeFigures figures(TunedModelRow row) {
        var difference = row.mergeDifference;
        var divergence = row.mergeDivergence;
        var agreement = row.mergeAgreement;
        return difference == null || divergence == null || agreement == null
                ? null
                : new MergeFigures(difference, divergence, agreement);
    }

    private static TunedModel model(TunedModelRow row) {
        return new TunedModel(
                row.id,
                ModelKind.valueOf(row.kind),
                Instant.ofEpochMilli(row.createdAt),
                row.baseModel,
                row.jobId,
                row.blobs,
                new ModelShape(row.contextLength, row.parameters),
                figures(row));
    }
}

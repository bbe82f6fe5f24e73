package dev.tailor.training.model.db;

import dev.tailor.training.model.ModelKind;
import dev.tailor.training.model.ModelShape;
import dev.tailor.training.model.TunedModel;
import dev.tailor.training.model.TunedModelRepository;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Tuned models in their table. */
@ApplicationScoped
@Transactional
public class StoredTunedModels implements TunedModelRepository {

    private static final String CHECKPOINT = ":ckpt-step-";

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
        row.persist();
    }

    @Override
    public Optional<TunedModel> find(String id) {
        return row(id).map(StoredTunedModels::model);
    }

    @Override
    public List<TunedModel> finished() {
        return TunedModelRow.<TunedModelRow>listAll(Sort.descending("number")).stream()
                .map(StoredTunedModels::model)
                .filter(model -> !model.id().contains(CHECKPOINT))
                .toList();
    }

    @Override
    public void remove(String id) {
        TunedModelRow.delete("id = ?1 or id like ?2", id, id + CHECKPOINT + "%");
    }

    @Override
    public void removeOnly(String id) {
        TunedModelRow.delete("id", id);
    }

    private static Optional<TunedModelRow> row(String id) {
        return TunedModelRow.find("id", id).firstResultOptional();
    }

    private static TunedModel model(TunedModelRow row) {
        return new TunedModel(
                row.id,
                ModelKind.valueOf(row.kind),
                Instant.ofEpochMilli(row.createdAt),
                row.baseModel,
                row.jobId,
                row.blobs,
                new ModelShape(row.contextLength, row.parameters));
    }
}

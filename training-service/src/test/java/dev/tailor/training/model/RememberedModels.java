package dev.tailor.training.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tuned models in a map. */
public final class RememberedModels implements TunedModelRepository {

    private final Map<String, TunedModel> models = new LinkedHashMap<>();

    @Override
    public void put(TunedModel model) {
        models.put(model.id(), model);
    }

    @Override
    public void noteMerge(String id, MergeFigures figures) {
        models.computeIfPresent(
                id,
                (same, model) -> new TunedModel(
                        id,
                        model.kind(),
                        model.createdAt(),
                        model.baseModel(),
                        model.jobId(),
                        model.blobs(),
                        model.shape(),
                        figures));
    }

    @Override
    public Optional<TunedModel> find(String id) {
        return Optional.ofNullable(models.get(id));
    }

    @Override
    public Optional<TunedModel> hold(String id) {
        return find(id);
    }

    @Override
    public List<TunedModel> finished() {
        return List.copyOf(models.values());
    }

    @Override
    public List<String> adaptersOver(String id) {
        return models.values().stream()
                .filter(model -> model.kind() == ModelKind.ADAPTER && ModelNames.isOf(model.baseModel(), id))
                .map(TunedModel::id)
                .toList();
    }

    @Override
    public void remove(String id) {
        models.keySet().removeIf(model -> ModelNames.isOf(model, id));
    }

    @Override
    public void removeOnly(String id) {
        models.remove(id);
    }
}

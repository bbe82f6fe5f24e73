package dev.tailor.training.model;

import org.jspecify.annotations.Nullable;

/**
 * What training can start from: a base model, or what an earlier job made of one.
 *
 * @param weights id of the model whose weights are read: the base of an adapter, otherwise the model itself
 * @param earlier null for a base model
 */
public record StartModel(
        String id,
        ModelSizes sizes,
        String weights,
        @Nullable TunedModel earlier) {

    static StartModel of(BaseModel base) {
        return new StartModel(base.id(), base.sizes(), base.id(), null);
    }
}

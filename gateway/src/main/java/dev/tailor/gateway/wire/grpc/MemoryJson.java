package dev.tailor.gateway.wire.grpc;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tailor.proto.training.v1.CatalogueMemory;
import dev.tailor.proto.training.v1.PlannedMemory;

/** Writes the memory of a training, part by part in bytes. */
public final class MemoryJson {
    private MemoryJson() {}

    public static ObjectNode of(PlannedMemory memory) {
        return of(CatalogueMemory.newBuilder()
                        .setWeights(memory.getWeights())
                        .setGradients(memory.getGradients())
                        .setOptimizer(memory.getOptimizer())
                        .setActivations(memory.getActivations())
                        .setOther(memory.getOther())
                        .setTotal(memory.getTotal())
                        .build())
                .put("limit", memory.getLimit());
    }

    public static ObjectNode of(CatalogueMemory memory) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("weights", memory.getWeights())
                .put("gradients", memory.getGradients())
                .put("optimizer", memory.getOptimizer())
                .put("activations", memory.getActivations())
                .put("other", memory.getOther())
                .put("total", memory.getTotal());
    }
}

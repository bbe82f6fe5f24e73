package dev.tailor.gateway.catalogue.grpc;

import static dev.tailor.gateway.wire.grpc.StatusTranslator.calling;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tailor.gateway.catalogue.Catalogue;
import dev.tailor.gateway.catalogue.CatalogueQuery;
import dev.tailor.gateway.wire.grpc.MemoryJson;
import dev.tailor.gateway.wire.grpc.Reconnecting;
import dev.tailor.proto.training.v1.CatalogueEstimate;
import dev.tailor.proto.training.v1.CatalogueGrpc;
import dev.tailor.proto.training.v1.CatalogueMethod;
import dev.tailor.proto.training.v1.CatalogueModel;
import dev.tailor.proto.training.v1.ListCatalogueRequest;
import dev.tailor.proto.training.v1.ListCatalogueResponse;
import dev.tailor.proto.training.v1.Precision;
import io.grpc.Channel;
import io.quarkus.grpc.GrpcClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;

/** The catalogue of training-service. */
@ApplicationScoped
class CatalogueOverGrpc implements Catalogue {
    private static final String PRECISION = "PRECISION_";

    private final CatalogueGrpc.CatalogueBlockingStub catalogue;

    CatalogueOverGrpc(@GrpcClient("training") Channel channel) {
        catalogue = CatalogueGrpc.newBlockingStub(Reconnecting.over(channel));
    }

    @Override
    public ObjectNode list(CatalogueQuery query) {
        var request = request(query);
        return json(calling(() -> catalogue.listCatalogue(request)));
    }

    private static ListCatalogueRequest request(CatalogueQuery query) {
        var request = ListCatalogueRequest.newBuilder();
        query.memory().ifPresent(request::setMemory);
        query.whole("tokens").ifPresent(request::setTokens);
        query.number("seconds").ifPresent(request::setSeconds);
        query.whole("sequence_length").map(CatalogueOverGrpc::small).ifPresent(request::setSequenceLength);
        query.whole("batch_size").map(CatalogueOverGrpc::small).ifPresent(request::setBatchSize);
        query.choice("precision", List.of("auto", "fp32", "bf16", "fp16"))
                .filter(name -> !name.equals("auto"))
                .map(name -> PRECISION + name.toUpperCase(Locale.ROOT))
                .map(Precision::valueOf)
                .ifPresent(request::setPrecision);
        query.choice("method", List.of("full", "lora"))
                .map(name -> "CATALOGUE_METHOD_" + name.toUpperCase(Locale.ROOT))
                .map(CatalogueMethod::valueOf)
                .ifPresent(request::setMethod);
        return request.build();
    }

    private static int small(long number) {
        return (int) Math.min(Integer.MAX_VALUE, number);
    }

    private static ObjectNode json(ListCatalogueResponse answer) {
        var json = JsonNodeFactory.instance.objectNode().put("object", "list");
        var data = json.putArray("data");
        answer.getModelsList().forEach(model -> data.add(json(model)));
        json.putObject("x_tailor")
                .put("memory", answer.getMemory())
                .put("sequence_length", answer.getSequenceLength())
                .put("batch_size", answer.getBatchSize())
                .put("precision", word(answer.getPrecision().name(), PRECISION))
                .put("flops", answer.getFlops())
                .put("flops_basis", answer.getFlopsMeasured() ? "measured" : "configured");
        return json;
    }

    private static ObjectNode json(CatalogueModel model) {
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("id", model.getId())
                .put("object", "catalogue.model")
                .put("source", word(model.getSource().name(), "CATALOGUE_SOURCE_"))
                .put("parameters", model.getParameters())
                .put("layers", model.getLayers())
                .put("hidden_size", model.getHiddenSize())
                .put("heads", model.getHeads())
                .put("key_value_heads", model.getKeyValueHeads())
                .put("vocabulary", model.getVocabulary())
                .put("context_length", model.getContextLength())
                .put("licence", model.getLicence().isEmpty() ? null : model.getLicence())
                .put("gated", model.getGated())
                .put("fits", model.getFits());
        var estimates = json.putArray("estimates");
        model.getEstimatesList().forEach(estimate -> estimates.add(json(estimate)));
        return json;
    }

    private static ObjectNode json(CatalogueEstimate estimate) {
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("method", word(estimate.getMethod().name(), "CATALOGUE_METHOD_"))
                .put("seconds_per_1000_tokens", estimate.getSecondsPerThousandTokens())
                .put("seconds", estimate.hasSeconds() ? (Double) estimate.getSeconds() : null)
                .put("fits", estimate.getFits());
        json.set("memory", MemoryJson.of(estimate.getMemory()));
        return json;
    }

    private static String word(String name, String prefix) {
        return name.startsWith(prefix) ? name.substring(prefix.length()).toLowerCase(Locale.ROOT) : name;
    }
}

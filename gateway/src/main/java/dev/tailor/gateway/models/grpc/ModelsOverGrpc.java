package dev.tailor.gateway.models.grpc;

import static dev.tailor.gateway.wire.grpc.StatusTranslator.calling;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tailor.gateway.models.ModelPart;
import dev.tailor.gateway.models.Models;
import dev.tailor.gateway.wire.ApiException;
import dev.tailor.gateway.wire.Pieces;
import dev.tailor.gateway.wire.Settings;
import dev.tailor.gateway.wire.grpc.GrpcPieces;
import dev.tailor.gateway.wire.grpc.Reconnecting;
import dev.tailor.proto.training.v1.DeleteModelRequest;
import dev.tailor.proto.training.v1.DownloadModelRequest;
import dev.tailor.proto.training.v1.DownloadModelResponse;
import dev.tailor.proto.training.v1.GetModelRequest;
import dev.tailor.proto.training.v1.ListModelsRequest;
import dev.tailor.proto.training.v1.Model;
import dev.tailor.proto.training.v1.ModelForm;
import dev.tailor.proto.training.v1.ModelKind;
import dev.tailor.proto.training.v1.ModelsGrpc;
import io.grpc.Channel;
import io.quarkus.grpc.GrpcClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Models in training-service. */
@ApplicationScoped
class ModelsOverGrpc implements Models {
    private final ModelsGrpc.ModelsBlockingStub models;
    private final ModelsGrpc.ModelsBlockingV2Stub streams;
    private final Duration silence;

    ModelsOverGrpc(@GrpcClient("training") Channel channel, Settings settings) {
        silence = settings.calls().silence();
        models = ModelsGrpc.newBlockingStub(Reconnecting.over(channel));
        streams = ModelsGrpc.newBlockingV2Stub(Reconnecting.over(channel));
    }

    @Override
    public List<ObjectNode> list() {
        return calling(() -> models.listModels(ListModelsRequest.getDefaultInstance())).getModelsList().stream()
                .map(ModelsOverGrpc::toJson)
                .toList();
    }

    @Override
    public ObjectNode get(String id) {
        return toJson(calling(
                () -> models.getModel(GetModelRequest.newBuilder().setId(id).build())));
    }

    @Override
    public void delete(String id) {
        calling(() ->
                models.deleteModel(DeleteModelRequest.newBuilder().setId(id).build()));
    }

    @Override
    public Pieces<ModelPart> export(String id, String form) {
        var asked = switch (form) {
            case "native" -> ModelForm.MODEL_FORM_NATIVE;
            case "adapter" -> ModelForm.MODEL_FORM_ADAPTER;
            case "merged" -> ModelForm.MODEL_FORM_MERGED;
            default -> throw ApiException.invalid("form", "form must be adapter, merged or native, was " + form);
        };
        var request = DownloadModelRequest.newBuilder().setId(id).setForm(asked).build();
        return new GrpcPieces<>(streams.downloadModel(request), ModelsOverGrpc::part, silence);
    }

    private static ModelPart part(DownloadModelResponse response) {
        return response.hasFile()
                ? new ModelPart.Begin(
                        response.getFile().getPath(), response.getFile().getBytes())
                : new ModelPart.Chunk(response.getChunk().toByteArray());
    }

    private static ObjectNode toJson(Model model) {
        var base = model.getKind() == ModelKind.MODEL_KIND_BASE;
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("id", model.getId())
                .put("object", "model")
                .put("created", model.getCreatedAt())
                .put("owned_by", base ? "base" : "tailor");
        var kind = model.getKind().name().substring("MODEL_KIND_".length()).toLowerCase(Locale.ROOT);
        var extension = json.putObject("x_tailor")
                .put("kind", kind)
                .put("base_model", model.getBaseModel())
                .put("context_length", model.getContextLength())
                .put("parameters", model.getParameters());
        if (model.hasJobId()) extension.put("job", model.getJobId());
        if (model.hasRootModel()) extension.put("root_model", model.getRootModel());
        if (model.hasStartedFrom()) extension.put("started_from", model.getStartedFrom());
        if (model.hasMethod()) extension.put("method", model.getMethod());
        if (model.hasMerge()) {
            extension
                    .putObject("merge")
                    .put("largest_logit_difference", model.getMerge().getLargestLogitDifference())
                    .put("mean_divergence", model.getMerge().getMeanDivergence())
                    .put("top_agreement", model.getMerge().getTopAgreement());
        }
        return json;
    }
}

package dev.tailor.gateway.models.rest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tailor.gateway.models.ModelPart;
import dev.tailor.gateway.models.Models;
import dev.tailor.gateway.wire.Pieces;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Models: list, look at, delete, export. */
@Path("/v1/models")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ModelResource {
    private final Models models;

    ModelResource(Models models) {
        this.models = models;
    }

    @GET
    public ObjectNode list() {
        var json = JsonNodeFactory.instance.objectNode().put("object", "list");
        json.putArray("data").addAll(models.list());
        return json;
    }

    @GET
    @Path("/{id}")
    public ObjectNode get(@PathParam("id") String id) {
        return models.get(id);
    }

    @DELETE
    @Path("/{id}")
    public ObjectNode delete(@PathParam("id") String id) {
        models.delete(id);
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("object", "model")
                .put("deleted", true);
    }

    @GET
    @Path("/{id}/export")
    @Produces(MediaType.WILDCARD)
    public Response export(@PathParam("id") String id, @QueryParam("form") @DefaultValue("native") String form) {
        var parts = models.export(id, form);
        parts.awaitFirst();
        StreamingOutput body = output -> writeTar(parts, output);
        return Response.ok(body, MediaType.valueOf("application/x-tar")).build();
    }

    private static void writeTar(Pieces<ModelPart> parts, OutputStream output) throws IOException {
        var tar = new TarArchiveOutputStream(output, "UTF-8");
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        try (parts) {
            var open = false;
            for (var part = parts.next(); part.isPresent(); part = parts.next()) {
                switch (part.get()) {
                    case ModelPart.Begin file -> {
                        if (open) tar.closeArchiveEntry();
                        var entry = new TarArchiveEntry(file.path());
                        entry.setSize(file.bytes());
                        tar.putArchiveEntry(entry);
                        open = true;
                    }
                    case ModelPart.Chunk chunk -> tar.write(chunk.bytes());
                }
            }
            if (open) tar.closeArchiveEntry();
            tar.finish();
            tar.flush();
        }
    }
}

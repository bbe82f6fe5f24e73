package dev.tailor.gateway.files.rest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tailor.gateway.files.FileQuery;
import dev.tailor.gateway.files.Files;
import dev.tailor.gateway.files.UploadForm;
import dev.tailor.gateway.wire.ApiException;
import dev.tailor.gateway.wire.Page;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.jspecify.annotations.Nullable;

/** Files: upload, list, read, delete. */
@Path("/v1/files")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class FileResource {
    private static final Set<String> FIELDS =
            Set.of("purpose", "expires_after[anchor]", "expires_after[seconds]", "x_tailor[bad_rows]");

    private final Files files;
    private final Clock clock;

    FileResource(Files files, Clock clock) {
        this.files = files;
        this.clock = clock;
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public ObjectNode upload(@HeaderParam("Content-Type") String contentType, InputStream body) throws IOException {
        try (var upload = UploadBody.open(contentType, body)) {
            upload.read();
            var form = form(upload.filename(), upload.fields());
            try (var file = upload.file()) {
                return files.upload(form, file);
            }
        } catch (FileUploadException e) {
            throw ApiException.invalid(null, "The multipart body is broken: " + e.getMessage());
        }
    }

    private UploadForm form(String filename, Map<String, String> fields) {
        for (var name : fields.keySet()) {
            if (!FIELDS.contains(name)) throw ApiException.unknown(name);
        }
        var purpose = fields.get("purpose");
        if (purpose == null) {
            throw ApiException.missing("purpose");
        }
        return new UploadForm(filename, purpose, fields.getOrDefault("x_tailor[bad_rows]", ""), expiry(fields));
    }

    private Optional<Long> expiry(Map<String, String> fields) {
        var seconds = fields.get("expires_after[seconds]");
        var anchor = fields.get("expires_after[anchor]");
        if (seconds == null && anchor == null) return Optional.empty();
        if (seconds == null) throw ApiException.missing("expires_after[seconds]");
        if (anchor == null) throw ApiException.missing("expires_after[anchor]");
        if (!anchor.equals("created_at")) {
            throw ApiException.invalid("expires_after[anchor]", "Must be created_at, was '%s'".formatted(anchor));
        }
        try {
            var after = Long.parseLong(seconds);
            if (after >= 3600 && after <= 2592000)
                return Optional.of(clock.instant().getEpochSecond() + after);
        } catch (NumberFormatException e) {
            throw ApiException.invalid("expires_after[seconds]", "'%s' is not a number of seconds".formatted(seconds));
        }
        throw ApiException.invalid("expires_after[seconds]", "Must be 3600 to 2592000, was " + seconds);
    }

    @GET
    public ObjectNode list(
            @QueryParam("purpose") @DefaultValue("") String purpose,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("order") @DefaultValue("desc") String order,
            @QueryParam("after") @DefaultValue("") String after) {
        if (!order.equals("asc") && !order.equals("desc")) {
            throw ApiException.invalid("order", "order must be asc or desc, was " + order);
        }
        var query = new FileQuery(purpose, after, Page.limit(limit, 10000, 10000), order.equals("asc"));
        return files.list(query).toJson();
    }

    @GET
    @Path("/{id}")
    public ObjectNode get(@PathParam("id") String id) {
        return files.get(id);
    }

    @DELETE
    @Path("/{id}")
    public ObjectNode delete(@PathParam("id") String id) {
        files.delete(id);
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("object", "file")
                .put("deleted", true);
    }

    @GET
    @Path("/{id}/content")
    @Produces(MediaType.WILDCARD)
    public Response content(@PathParam("id") String id) {
        var pieces = files.content(id);
        pieces.awaitFirst();
        StreamingOutput body = output -> {
            try (pieces) {
                for (var piece = pieces.next(); piece.isPresent(); piece = pieces.next()) output.write(piece.get());
            }
        };
        return Response.ok(body, MediaType.APPLICATION_OCTET_STREAM).build();
    }
}

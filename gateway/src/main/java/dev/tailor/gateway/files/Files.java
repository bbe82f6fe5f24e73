package dev.tailor.gateway.files;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tailor.gateway.wire.Page;
import dev.tailor.gateway.wire.Pieces;
import java.io.IOException;
import java.io.InputStream;

/** Files as the public API shows them. */
public interface Files {
    ObjectNode upload(UploadForm form, InputStream content) throws IOException;

    ObjectNode get(String id);

    Page list(FileQuery query);

    void delete(String id);

    Pieces<byte[]> content(String id);
}

package dev.tailor.storage;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where blobs lie in S3.
 *
 * @param prefix empty, or ends in '/'
 * @param endpoint another server than Amazon's; also read from the environment (AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL)
 */
record S3Address(String bucket, String prefix, Optional<URI> endpoint) {

    static S3Address of(URI address) {
        String bucket = address.getAuthority();
        if (bucket == null || bucket.isBlank()) {
            throw new IllegalArgumentException(
                    "The address \"%s\" must name a bucket: s3://bucket/prefix".formatted(address));
        }
        String path = address.getPath().replaceAll("^/+|/+$", "");
        return new S3Address(bucket, path.isEmpty() ? "" : path + "/", endpoint(address));
    }

    private static Optional<URI> endpoint(URI address) {
        String query = address.getRawQuery();
        if (query != null && query.startsWith("endpoint=")) {
            return Optional.of(
                    URI.create(URLDecoder.decode(query.substring("endpoint=".length()), StandardCharsets.UTF_8)));
        }
        if (query != null) {
            throw new IllegalArgumentException(
                    "The address \"%s\" has an unknown parameter; only endpoint is known".formatted(address));
        }
        return Optional.ofNullable(System.getenv("AWS_ENDPOINT_URL_S3"))
                .or(() -> Optional.ofNullable(System.getenv("AWS_ENDPOINT_URL")))
                .map(URI::create);
    }
}

package dev.tailor.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Blobs as objects of one bucket, below one prefix. */
public final class S3BlobStore implements BlobStore {

    private static final int NOT_FOUND = 404;
    private static final int DELETE_BATCH = 1000;

    private final S3Client client;
    private final String bucket;
    private final String prefix;

    S3BlobStore(S3Address address) {
        this(address, client(address.endpoint().orElse(null)).build());
    }

    S3BlobStore(S3Address address, S3Client client) {
        this.client = client;
        this.bucket = address.bucket();
        this.prefix = address.prefix();
    }

    /** Path-style, since few servers but Amazon's have a host name for every bucket. */
    static S3ClientBuilder client(@Nullable URI endpoint) {
        S3ClientBuilder builder = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .forcePathStyle(true);
        if (endpoint != null) {
            builder.endpointOverride(endpoint);
            if (System.getenv("AWS_REGION") == null && System.getProperty("aws.region") == null) {
                builder.region(Region.US_EAST_1);
            }
        }
        return builder;
    }

    @Override
    public BlobWriter write(String key) {
        return new S3BlobWriter(client, bucket, object(key));
    }

    @Override
    public InputStream read(String key) throws IOException {
        return call(
                key, () -> client.getObject(request -> request.bucket(bucket).key(object(key))));
    }

    @Override
    public boolean exists(String key) throws IOException {
        try {
            size(key);
            return true;
        } catch (FileNotFoundException missing) {
            return false;
        }
    }

    @Override
    public long size(String key) throws IOException {
        return call(
                key,
                () -> client.headObject(request -> request.bucket(bucket).key(object(key)))
                        .contentLength());
    }

    @Override
    public List<String> list(String wanted) throws IOException {
        String start = prefix + BlobKeys.checkPrefix(wanted);
        return call(
                wanted,
                () -> client
                        .listObjectsV2Paginator(
                                request -> request.bucket(bucket).prefix(start))
                        .contents()
                        .stream()
                        .map(found -> found.key().substring(prefix.length()))
                        .sorted()
                        .toList());
    }

    @Override
    public void deleteAll(String wanted) throws IOException {
        List<String> keys = new ArrayList<>(list(wanted));
        for (int from = 0; from < keys.size(); from += DELETE_BATCH) {
            delete(wanted, keys.subList(from, Math.min(keys.size(), from + DELETE_BATCH)));
        }
    }

    private void delete(String wanted, List<String> keys) throws IOException {
        List<ObjectIdentifier> objects = keys.stream()
                .map(key -> ObjectIdentifier.builder().key(prefix + key).build())
                .toList();
        var answer = call(
                wanted,
                () -> client.deleteObjects(request -> request.bucket(bucket)
                        .delete(delete -> delete.objects(objects).quiet(true))));
        if (!answer.errors().isEmpty()) {
            var first = answer.errors().getFirst();
            throw new IOException("S3 did not delete \"%s\": %s".formatted(first.key(), first.message()));
        }
    }

    private String object(String key) {
        return prefix + BlobKeys.check(key);
    }

    private <T> T call(String key, S3Call<T> call) throws IOException {
        try {
            return call.run();
        } catch (NoSuchKeyException missing) {
            throw missing(key, missing);
        } catch (S3Exception refused) {
            if (refused.statusCode() == NOT_FOUND) {
                throw missing(key, refused);
            }
            throw new IOException(
                    "S3 refused \"%s\" in bucket \"%s\": %s".formatted(key, bucket, refused.getMessage()), refused);
        } catch (SdkException failed) {
            throw new IOException(
                    "S3 failed on \"%s\" in bucket \"%s\": %s".formatted(key, bucket, failed.getMessage()), failed);
        }
    }

    private FileNotFoundException missing(String key, Exception cause) {
        var missing = new FileNotFoundException("There is no blob \"%s\" in bucket \"%s\"".formatted(key, bucket));
        missing.initCause(cause);
        return missing;
    }

    /** One request. */
    private interface S3Call<T> {
        T run();
    }
}

package dev.tailor.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.s3.S3Client;

/** Against a real S3 server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class S3BlobStoreTest implements BlobStoreContract {

    @TempDir
    private static Path folder;

    private S3Server server;
    private S3Client client;
    private int buckets;

    @BeforeAll
    void startServer() throws IOException, InterruptedException {
        server = S3Server.start(folder);
        client = client(S3Server.SECRET);
    }

    @AfterAll
    void stopServer() {
        if (server != null) {
            client.close();
            server.close();
        }
    }

    @Override
    public BlobStore store() {
        String bucket = "bucket-" + ++buckets;
        client.createBucket(request -> request.bucket(bucket));
        return new S3BlobStore(new S3Address(bucket, "some/prefix/", Optional.empty()), client);
    }

    @Test
    void anAbandonedUploadLeavesNoParts() throws IOException {
        // Given
        BlobStore store = store();
        // When
        try (BlobWriter writer = store.write("long")) {
            writer.write(new byte[TWENTY_MEBIBYTES]);
        }
        // Then
        String bucket = "bucket-" + buckets;
        assertThat(client.listMultipartUploads(request -> request.bucket(bucket))
                        .uploads())
                .isEmpty();
    }

    @Test
    void aRefusalSaysWhatAndWhere() {
        store();
        var stranger = new S3BlobStore(
                new S3Address("bucket-" + buckets, "", Optional.empty()), client("wrong-secret-wrong-secret"));
        assertThatThrownBy(() -> stranger.size("blob"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("\"blob\" in bucket \"bucket-" + buckets);
    }

    @Test
    void theAddressNamesBucketPrefixAndEndpoint() {
        var address = S3Address.of(URI.create("s3://bucket/a/b/?endpoint=http%3A%2F%2F127.0.0.1%3A9000"));
        assertThat(address)
                .isEqualTo(new S3Address("bucket", "a/b/", Optional.of(URI.create("http://127.0.0.1:9000"))));
        assertThatThrownBy(() -> S3Address.of(URI.create("s3:///prefix")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must name a bucket");
    }

    private S3Client client(String secret) {
        return S3BlobStore.client(server.endpoint())
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(S3Server.ACCESS, secret)))
                .build();
    }
}

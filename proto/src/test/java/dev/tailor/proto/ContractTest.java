package dev.tailor.proto;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;

/** Holds the protocol buffers to the descriptor set that is committed. */
class ContractTest {

    private static final Path COMMITTED = Path.of("src/main/descriptors/tailor.binpb");
    private static final Path COMPILED = Path.of("target/tailor.binpb");

    @Test
    void everyPromiseOfTheCommittedContractIsKept() throws IOException {
        // Given
        var promised = Promises.of(read(COMMITTED));
        var now = Promises.of(read(COMPILED));
        // When
        var broken = promised.brokenBy(now);
        // Then
        assertThat(broken)
                .as("The contract may grow, never break: give a new meaning a new field, value or call, "
                        + "or a new package version, and leave these as they were")
                .isEmpty();
    }

    @Test
    void whatWasAddedIsInTheCommittedContractToo() throws IOException {
        // Given
        var now = Promises.of(read(COMPILED));
        if ("accept".equals(System.getProperty("tailor.descriptors"))) {
            acceptUnlessBroken(now);
        }
        // When
        var added = Promises.of(read(COMMITTED)).addedBy(now);
        // Then
        assertThat(added)
                .as("The contract grew; accept it with  ./mvnw -pl proto test -Dtailor.descriptors=accept  "
                        + "and commit src/main/descriptors/tailor.binpb")
                .isEmpty();
    }

    private static void acceptUnlessBroken(Promises now) throws IOException {
        assertThat(Promises.of(read(COMMITTED)).brokenBy(now)).isEmpty();
        Files.copy(COMPILED, COMMITTED, StandardCopyOption.REPLACE_EXISTING);
    }

    private static FileDescriptorSet read(Path path) throws IOException {
        return FileDescriptorSet.parseFrom(Files.readAllBytes(path));
    }
}

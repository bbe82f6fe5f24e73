package dev.tailor.acceptance.mesh;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.openai.models.finetuning.jobs.FineTuningJob.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Processes of a mesh are killed, and the mesh is brought up again beside those that live. */
@ExtendWith(SharedMesh.class)
class RepairTest {

    private static final Map<String, Object> OPTIONS = Map.of("method", "lora", "checkpoint_every_steps", 5);

    private final Mesh mesh;
    private final FineTuning tuning;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    RepairTest(Mesh mesh) {
        this.mesh = mesh;
        this.tuning = FineTuning.on(mesh);
    }

    @Test
    void aJobEndsThoughEveryServiceIsKilledMeanwhile() throws IOException, InterruptedException {
        // Given
        var rows = Files.write(folder.resolve("rows.jsonl"), Material.bundledTickets(200));
        var job = tuning.submit("tailor-tiny", tuning.upload(rows), 8, OPTIONS);
        // When
        for (var service : new String[] {"training-service", "data-service", "eval-service", "gateway"}) {
            var before = mesh.services();
            kill(requireNonNull(before.remove(service), service));
            mesh.repair();
            assertThat(mesh.services()).containsAllEntriesOf(before).containsKey(service);
        }
        // Then
        var reconnected = FineTuning.on(mesh);
        assertThat(reconnected.awaitEnd(job).status()).isEqualTo(Status.SUCCEEDED);
    }

    private static void kill(ProcessHandle process) {
        assertThat(process.destroyForcibly()).isTrue();
        process.onExit().join();
    }
}

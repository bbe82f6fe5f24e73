package dev.tailor.worker.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkerEndTest {

    private static final Path LOG = Path.of("/logs/worker.log");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            137 | KILLED     | was killed (signal 9), as the system does where memory runs out, exit code 137; its log is /logs/worker.log
            139 | CRASHED    | crashed in native code, exit code 139; its log is /logs/worker.log
            134 | CRASHED    | crashed in native code, exit code 134; its log is /logs/worker.log
            143 | TERMINATED | was told to end by another process, exit code 143; its log is /logs/worker.log
            3   | HEAP_FULL  | ended because its Java heap was full, exit code 3; its log is /logs/worker.log
            1   | ENDED      | ended, exit code 1; its log is /logs/worker.log
            """)
    void anExitCodeTellsHowAWorkerEnded(int code, WorkerEnd.Kind kind, String words) {
        assertThat(WorkerEnd.of(code, LOG).kind()).isEqualTo(kind);
        assertThat(WorkerEnd.of(code, LOG).inWords()).isEqualTo(words);
    }
}

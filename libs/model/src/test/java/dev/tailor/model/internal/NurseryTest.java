package dev.tailor.model.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class NurseryTest {

    @Test
    void aProcessThatKeepsNoPiecesForItsThreadsHasRoomForSmallObjects() throws Exception {
        assertThat(roomMade("glibc.malloc.tcache_count=0:glibc.malloc.mxfast=0"))
                .isGreaterThan(10_000_000);
    }

    @Test
    void anyOtherProcessIsLeftAlone() throws Exception {
        assertThat(roomMade("glibc.malloc.perturb=0")).isLessThan(10_000_000);
    }

    private static long roomMade(String tunables) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                String.join(File.pathSeparator, classes(Nursery.class), classes(NurseryTest.class)),
                Growth.class.getName()));
        builder.environment().put("GLIBC_TUNABLES", tunables);
        var process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return Long.parseLong(text.strip());
    }

    private static String classes(Class<?> type) {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath())
                .toString();
    }

    /** Prints by how much the process has grown. */
    static final class Growth {

        private Growth() {}

        public static void main(String[] arguments) {
            long before = ResidentMemory.now();
            Nursery.prepare();
            System.out.println(ResidentMemory.now() - before);
        }
    }
}

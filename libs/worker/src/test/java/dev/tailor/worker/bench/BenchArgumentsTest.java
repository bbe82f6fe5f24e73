package dev.tailor.worker.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tailor.worker.bench.BenchArguments.WrongUse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchArgumentsTest {

    @Test
    void withoutAnOptionTheUsualCasesRunAndWithOneAllOrOne() {
        var one = Benches.TRAIN.cases().getLast();
        // Then
        assertThat(parse("train").cases()).isEqualTo(Benches.TRAIN.usual());
        assertThat(parse("train", "--all").cases()).isEqualTo(Benches.TRAIN.cases());
        assertThat(parse("train", "--case", one).cases()).containsExactly(one);
        assertThat(parse("train", "--stepwise", "--case", one).manner()).containsExactly("--stepwise");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "|train, generate, gemm, plan",
                "fly|train, generate, gemm, plan",
                "train --fast|train has no option --fast; there are --all, --case, --stepwise",
                "gemm --stepwise|gemm has no option --stepwise; there are --all, --case",
                "plan --planned /tmp|plan has no option --planned; there are --all, --case",
                "train extra|train has no option extra",
                "train --case|--case needs the name of a case after it; there are ",
                "train --case none|No case of train is named \"none\"",
                "train --stepwise|--case CASE"
            })
    void whatMakesNoSenseIsRefusedWithWhatThereIs(String words, String told) {
        assertThatThrownBy(() -> parse(words == null ? new String[0] : words.split(" ")))
                .isInstanceOf(WrongUse.class)
                .hasMessageContaining(told);
    }

    @Test
    void allAndOneAtOnceAreRefused() {
        assertThatThrownBy(() ->
                        parse("gemm", "--all", "--case", Benches.GEMM.cases().getFirst()))
                .isInstanceOf(WrongUse.class)
                .hasMessageContaining("exclude each other");
    }

    @Test
    void theProgramEndsWithTwo() throws IOException, InterruptedException {
        // When
        var process = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BenchMain.class.getName(),
                        "gemm",
                        "--fast")
                .start();
        var told = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        // Then
        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(told).contains("gemm has no option --fast; there are --all, --case");
    }

    private static BenchArguments parse(String... words) {
        return BenchArguments.parse(List.of(words));
    }
}

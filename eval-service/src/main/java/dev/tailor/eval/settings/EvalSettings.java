package dev.tailor.eval.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** The settings of eval-service. */
@ConfigMapping(prefix = "tailor")
public interface EvalSettings {
    /** Folder for everything that is kept or cached. */
    @WithDefault(".tailor")
    Path home();

    /** Directories of base models, separated by ':' or ','. */
    Optional<String> models();

    /** The tensor process. */
    Worker worker();

    /** Comparisons and chat. */
    Eval eval();

    /** The tensor process. */
    interface Worker {
        /** Its classpath, as java -cp takes it. */
        Optional<String> classpath();

        /** Threads of one operation; absent: one a processor. */
        OptionalInt threads();

        /** Java heap in megabytes; tensors live outside it. */
        @WithDefault("512")
        int heapMegabytes();

        /** How long it may take to start, and to end. */
        @WithDefault("60s")
        Duration patience();
    }

    /** Comparisons and chat. */
    interface Eval {
        /** At most this many test rows are used. */
        @WithDefault("1000")
        int maxRows();

        /** Longest answer in a comparison, in tokens. */
        @WithDefault("512")
        int answerTokens();

        /** Chat requests that may wait for one model; more are refused. */
        @WithDefault("32")
        int queueLength();

        /** Resamples of the bootstrap. */
        @WithDefault("2000")
        int resamples();

        /** Seed of the bootstrap. */
        @WithDefault("0")
        long seed();

        /** How long a comparison is left to a process that has fallen silent. */
        @WithDefault("30s")
        Duration lease();

        /** How long training-service may send nothing of a model that is fetched from it. */
        @WithDefault("2m")
        Duration downloadSilence();

        /** Pause before a result is stored again whose database is away. */
        @WithDefault("5s")
        Duration outagePause();

        /** Pause between looks for copies of models that were deleted. */
        @WithDefault("10m")
        Duration sweepPause();

        /** Pause between looks for a waiting comparison, also after one that an outage sent back. */
        @WithDefault("1s")
        Duration pause();
    }
}

package dev.tailor.training.service;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The settings of this service. */
@ConfigMapping(prefix = "tailor")
public interface TailorConfig {

    /** Folder under which everything is kept. */
    @WithDefault(".tailor")
    Path home();

    /** Directories whose folders are base models, separated by ':' or ','. */
    Optional<String> models();

    /** Where blobs are kept: file:/directory or s3://bucket/prefix; otherwise in the home folder. */
    Optional<String> blobs();

    /** The process that trains. */
    Worker worker();

    /** How jobs are held and watched. */
    Training training();

    /** The process that trains. */
    interface Worker {

        /** Class path of the worker, as java -cp takes it. */
        Optional<String> classpath();

        /** Threads of one operation; otherwise all processors. */
        Optional<Integer> threads();

        /** Java heap in MB; tensors live outside it. */
        @WithDefault("1024")
        @WithName("heap-megabytes")
        int heapMegabytes();

        /** Memory that the worker may take, in MB; otherwise what the control group or the machine has. */
        @WithName("memory-megabytes")
        Optional<Integer> memoryMegabytes();

        /** How long the worker may take to start. */
        @WithDefault("60s")
        Duration patience();
    }

    /** How jobs are held and watched. */
    interface Training {

        /** Whether this process takes jobs. */
        @WithDefault("true")
        boolean enabled();

        /** Names this worker across restarts. */
        @WithDefault("worker-1")
        @WithName("worker-id")
        String workerId();

        /** A job whose worker was silent for so long is free again. */
        @WithDefault("15s")
        Duration lease();

        /** Between two looks at the job that runs. */
        @WithDefault("1s")
        Duration heartbeat();

        /** Between two looks for work. */
        @WithDefault("500ms")
        Duration pause();

        /** Before a job is tried again whose disk is full or whose database is away. */
        @WithDefault("5s")
        @WithName("outage-pause")
        Duration outagePause();

        /** Crashes of the training process, without a checkpoint between them, that a job survives. */
        @WithDefault("3")
        int crashes();

        /** Checkpoints of a job that are kept beside its best one; 0 keeps all. */
        @WithDefault("10")
        @WithName("keep-checkpoints")
        int keepCheckpoints();

        /** How long a plan waits for its files, and for another plan. */
        @WithDefault("60s")
        @WithName("plan-patience")
        Duration planPatience();

        /** How long a shutdown waits for the checkpoint of the present run. */
        @WithDefault("20s")
        @WithName("stop-patience")
        Duration stopPatience();
    }
}

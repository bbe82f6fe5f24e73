package dev.tailor.training.hub;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How models of the Hub are reached and kept. The variables are those that the Hub's own tools read. */
@ConfigMapping(prefix = "tailor.hub")
public interface HubConfig {

    /** Whether a job may name a model of the Hub. */
    @WithDefault("true")
    boolean enabled();

    /** Whether only models in the cache are used and nothing is asked of the network (HF_HUB_OFFLINE). */
    @WithDefault("${HF_HUB_OFFLINE:false}")
    boolean offline();

    /** The Hub or a mirror of it (HF_ENDPOINT). */
    @WithDefault("${HF_ENDPOINT:https://huggingface.co}")
    URI endpoint();

    /** The caller's token (HF_TOKEN). */
    @WithDefault("${HF_TOKEN:}")
    Optional<String> token();

    /** Where a token lies if none is given (HF_TOKEN_PATH; token in HF_HOME). */
    @WithDefault("${HF_TOKEN_PATH:${HF_HOME:${XDG_CACHE_HOME:${user.home}/.cache}/huggingface}/token}")
    @WithName("token-file")
    Path tokenFile();

    /** Where models are kept (HF_HUB_CACHE; hub in HF_HOME). */
    @WithDefault("${HF_HUB_CACHE:${HF_HOME:${XDG_CACHE_HOME:${user.home}/.cache}/huggingface}/hub}")
    Path cache();

    /** What a download may take. */
    Limits limits();

    /** What is done when the Hub does not answer as it should. */
    Patience patience();

    /** What a download may take. */
    interface Limits {

        /** Transfers at the same time. */
        @WithDefault("8")
        int parallelism();

        /** Larger files are fetched in parts of so many bytes. */
        @WithDefault("67108864")
        @WithName("part-bytes")
        long partBytes();

        /** Larger models are refused. */
        @WithDefault("107374182400")
        @WithName("max-bytes")
        long maxBytes();

        /** So many bytes of the disk stay free. */
        @WithDefault("1073741824")
        @WithName("free-bytes")
        long freeBytes();
    }

    /** What is done when the Hub does not answer as it should. */
    interface Patience {

        /** Further attempts after one that brought nothing. */
        @WithDefault("5")
        int retries();

        /** Before the first further attempt; doubled for each one after it. */
        @WithDefault("1s")
        @WithName("first-pause")
        Duration firstPause();

        /** No pause is longer, whatever the Hub asks for. */
        @WithDefault("2m")
        @WithName("longest-pause")
        Duration longestPause();

        /** To open a connection. */
        @WithDefault("10s")
        Duration connect();

        /** Without an answer or another byte. */
        @WithDefault("30s")
        Duration silence();
    }
}

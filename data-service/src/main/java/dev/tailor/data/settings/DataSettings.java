package dev.tailor.data.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The settings of data-service. */
@ConfigMapping(prefix = "tailor.data")
public interface DataSettings {

    /** Longest row of a file, in bytes. */
    @WithDefault("4194304")
    int lineBytes();

    /** Most distinct rows of a file; each takes about 34 bytes of memory while the file is prepared. */
    @WithDefault("4000000")
    int maximumRows();

    /** Fewest usable rows of a fine-tune file. */
    @WithDefault("10")
    int minimumRows();

    /** Most problems, and most duplicates, that are listed one by one. */
    @WithDefault("100")
    int listed();

    /** Files that are prepared at the same time. */
    @WithDefault("1")
    int preparations();

    /** How long an upload waits for its own preparation before it answers. */
    @WithDefault("1500ms")
    Duration patience();
}

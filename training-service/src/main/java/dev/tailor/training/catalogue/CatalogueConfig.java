package dev.tailor.training.catalogue;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;
import java.util.Optional;

/** What the catalogue assumes of this machine. */
@ConfigMapping(prefix = "tailor.catalogue")
public interface CatalogueConfig {

    /** Bytes that a training may take unless a caller says otherwise; otherwise the GPU's memory, or the machine's. */
    @WithName("memory-bytes")
    Optional<Long> memoryBytes();

    /** Floating-point operations a second as long as no job has shown them; otherwise 5e10 for each processor. */
    Optional<Double> flops();
}

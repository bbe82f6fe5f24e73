package dev.tailor.eval.model;

import dev.tailor.worker.launch.WorkerLaunch;

/** How to start the tensor process; asked at each start. */
@FunctionalInterface
public interface WorkerSource {
    WorkerLaunch launch();
}

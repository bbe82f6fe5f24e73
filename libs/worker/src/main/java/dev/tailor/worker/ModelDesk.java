package dev.tailor.worker;

import dev.tailor.proto.worker.v1.InspectResponse;
import dev.tailor.proto.worker.v1.MergeRequest;
import dev.tailor.proto.worker.v1.MergeResponse;
import dev.tailor.proto.worker.v1.ModelRef;
import dev.tailor.proto.worker.v1.PlanResponse;
import dev.tailor.proto.worker.v1.TrainRequest;

/** What the calls need of models that are not open. */
interface ModelDesk {

    InspectResponse inspect(ModelRef model);

    OpenModel open(ModelRef model);

    MergeResponse merge(MergeRequest request);

    /** Trains until the end, or until the stop is asked for; tells the receiver, which answers whether it still wants. */
    void train(TrainingRun run);

    /** What a training would take. */
    PlanResponse plan(TrainRequest request, PreparedRows rows);
}

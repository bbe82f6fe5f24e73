package dev.tailor.training.job.grpc;

import dev.tailor.proto.worker.v1.MergeRequest;
import dev.tailor.proto.worker.v1.MergeResponse;
import dev.tailor.proto.worker.v1.ModelRef;
import dev.tailor.training.model.MergeFigures;
import dev.tailor.training.model.Merger;
import dev.tailor.worker.launch.WorkerLaunch;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Starts a worker for each merge and ends it with the answer, so that no training counts the memory of a merge. */
public class WorkerMerger implements Merger {

    private final Supplier<WorkerLaunch> launch;

    public WorkerMerger(Supplier<WorkerLaunch> launch) {
        this.launch = launch;
    }

    @Override
    public MergeFigures merge(Path base, Path adapter, Path output) {
        try (var worker = WorkerConnection.start(launch.get())) {
            return figures(worker.stub().merge(request(base, adapter, output)));
        }
    }

    /** Merges before a run, and fails as a run does; an export's caller is told the status itself. */
    public Merger forRuns() {
        return (base, adapter, output) -> {
            try (var worker = WorkerConnection.start(launch.get())) {
                return figures(worker.call(stub -> stub.merge(request(base, adapter, output))));
            }
        };
    }

    private static MergeRequest request(Path base, Path adapter, Path output) {
        var model = ModelRef.newBuilder().setDirectory(base.toString()).setAdapterDirectory(adapter.toString());
        return MergeRequest.newBuilder()
                .setModel(model)
                .setOutputDirectory(output.toString())
                .build();
    }

    private static MergeFigures figures(MergeResponse answer) {
        return new MergeFigures(
                answer.getLargestLogitDifference(), answer.getMeanDivergence(), answer.getTopAgreement());
    }
}

package dev.tailor.worker;

import dev.tailor.proto.worker.v1.AnswerRequest;
import dev.tailor.proto.worker.v1.AnswerResponse;
import dev.tailor.proto.worker.v1.CheckRowsResponse;
import dev.tailor.proto.worker.v1.GenerateRequest;
import dev.tailor.proto.worker.v1.GenerateResponse;
import dev.tailor.proto.worker.v1.InspectRequest;
import dev.tailor.proto.worker.v1.InspectResponse;
import dev.tailor.proto.worker.v1.MergeRequest;
import dev.tailor.proto.worker.v1.MergeResponse;
import dev.tailor.proto.worker.v1.ModelRef;
import dev.tailor.proto.worker.v1.PlanResponse;
import dev.tailor.proto.worker.v1.ScoreRequest;
import dev.tailor.proto.worker.v1.ScoreResponse;
import dev.tailor.proto.worker.v1.StopTrainingRequest;
import dev.tailor.proto.worker.v1.StopTrainingResponse;
import dev.tailor.proto.worker.v1.TrainEvent;
import dev.tailor.proto.worker.v1.TrainRequest;
import dev.tailor.proto.worker.v1.WorkerGrpc;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.function.Consumer;

/** The worker's calls: each opens what it needs, does its work, and tells errors by their code. */
final class WorkerEndpoint extends WorkerGrpc.WorkerImplBase implements AutoCloseable {

    private final OpenModels models;
    private final ModelDesk desk;
    private final Trainings trainings;

    WorkerEndpoint(ModelDesk desk) {
        this.desk = desk;
        this.models = new OpenModels(desk::open);
        this.trainings = new Trainings(desk);
    }

    @Override
    public void inspect(InspectRequest request, StreamObserver<InspectResponse> caller) {
        answer(caller, () -> caller.onNext(desk.inspect(request.getModel())));
    }

    @Override
    public void train(TrainRequest request, StreamObserver<TrainEvent> caller) {
        answer(caller, () -> trainings.run(request, receiver(caller)));
    }

    @Override
    public void checkRows(TrainRequest request, StreamObserver<CheckRowsResponse> caller) {
        answer(caller, () -> {
            RowsLook.at(request);
            caller.onNext(CheckRowsResponse.getDefaultInstance());
        });
    }

    @Override
    public void plan(TrainRequest request, StreamObserver<PlanResponse> caller) {
        answer(caller, () -> caller.onNext(trainings.plan(request)));
    }

    @Override
    public void stopTraining(StopTrainingRequest request, StreamObserver<StopTrainingResponse> caller) {
        answer(
                caller,
                () -> caller.onNext(StopTrainingResponse.newBuilder()
                        .setStopping(trainings.stop())
                        .build()));
    }

    @Override
    public void score(ScoreRequest request, StreamObserver<ScoreResponse> caller) {
        with(request.getModel(), caller, model -> new ScoreCall(model).run(request, receiver(caller)));
    }

    @Override
    public void answer(AnswerRequest request, StreamObserver<AnswerResponse> caller) {
        with(request.getModel(), caller, model -> new AnswerCall(model).run(request, receiver(caller)));
    }

    @Override
    public void generate(GenerateRequest request, StreamObserver<GenerateResponse> caller) {
        with(request.getModel(), caller, model -> new GenerateCall(model).run(request, receiver(caller)));
    }

    @Override
    public void merge(MergeRequest request, StreamObserver<MergeResponse> caller) {
        answer(caller, () -> caller.onNext(desk.merge(request)));
    }

    @Override
    public void close() {
        trainings.stop();
        models.close();
    }

    private void with(ModelRef model, StreamObserver<?> caller, Consumer<OpenModel> work) {
        answer(caller, () -> {
            try (var lease = models.lease(model)) {
                work.accept(lease.model());
            }
        });
    }

    private static <A> Caller<A> receiver(StreamObserver<A> caller) {
        var call = (ServerCallStreamObserver<A>) caller;
        return answer -> {
            if (call.isCancelled()) {
                return false;
            }
            call.onNext(answer);
            return true;
        };
    }

    /** The one place that catches everything: a caller always hears how its call ended. */
    private static void answer(StreamObserver<?> caller, Runnable work) {
        ((ServerCallStreamObserver<?>) caller).setOnCancelHandler(() -> {});
        try {
            work.run();
        } catch (Throwable failed) {
            caller.onError(WorkerErrors.of(failed));
            return;
        }
        if (!((ServerCallStreamObserver<?>) caller).isCancelled()) {
            caller.onCompleted();
        }
    }
}

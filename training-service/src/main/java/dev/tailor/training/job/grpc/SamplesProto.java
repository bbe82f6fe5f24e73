package dev.tailor.training.job.grpc;

import dev.tailor.proto.training.v1.FinishReason;
import dev.tailor.proto.training.v1.Sample;
import dev.tailor.proto.training.v1.Samples;

/** What a model in training says, as messages. */
final class SamplesProto {

    private SamplesProto() {}

    static Samples message(dev.tailor.training.job.Samples samples) {
        return Samples.newBuilder()
                .setStep(samples.step())
                .addAllSamples(
                        samples.samples().stream().map(SamplesProto::message).toList())
                .build();
    }

    private static Sample message(dev.tailor.training.job.Samples.Sample sample) {
        return Sample.newBuilder()
                .setLine(sample.line())
                .setPrompt(sample.prompt())
                .setAnswer(sample.answer())
                .setReference(sample.reference())
                .setFinishReason(
                        switch (sample.finish()) {
                            case STOP -> FinishReason.FINISH_REASON_STOP;
                            case LENGTH -> FinishReason.FINISH_REASON_LENGTH;
                        })
                .build();
    }
}

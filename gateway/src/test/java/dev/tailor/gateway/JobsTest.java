package dev.tailor.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.tailor.gateway.standin.FreePort;
import dev.tailor.gateway.standin.StandInJobs;
import dev.tailor.proto.training.v1.Guard;
import dev.tailor.proto.training.v1.Method;
import dev.tailor.proto.training.v1.OverLength;
import dev.tailor.proto.training.v1.Precision;
import dev.tailor.proto.training.v1.SampleOptions;
import dev.tailor.proto.training.v1.Schedule;
import io.quarkus.grpc.GrpcService;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(FreePort.class)
class JobsTest {
    private static final String PATH = "/v1/fine_tuning/jobs";
    private static final String PLAIN = "{\"model\":\"org/base\",\"training_file\":\"file-1\"}";

    private final StandInJobs jobs;

    JobsTest(@GrpcService StandInJobs jobs) {
        this.jobs = jobs;
    }

    @BeforeEach
    void forget() {
        jobs.forget();
    }

    @Test
    void ourOwnOptionsReachTrainingAndComeBack() {
        // Given
        var body = """
                {"model":"m","training_file":"f","x_tailor":{"method":"dora","schedule":"wsd",
                 "over_length":"split","precision":"bf16","sequence_length":64,"lora":{"rank":4,"rslora":true,"modules_to_save":["embed_tokens","lm_head"]},
                 "packing":true,"gradient_checkpointing":false,"neftune_alpha":5,"ema_decay":0.99,"price_per_hour":2.5,
                 "guard":{"max_skipped_steps":0,"go_back_after":2},"checkpoint_every_minutes":0.5}}""";

        // When
        var response = Http.json(body).post(PATH);

        // Then
        var options = jobs.submissions().getFirst().getOptions();
        assertThat(options.getMethod()).isEqualTo(Method.METHOD_DORA);
        assertThat(options.getSchedule()).isEqualTo(Schedule.SCHEDULE_WSD);
        assertThat(options.getOverLength()).isEqualTo(OverLength.OVER_LENGTH_SPLIT);
        assertThat(options.getPacking()).isTrue();
        assertThat(options.hasGradientCheckpointing()).isTrue();
        assertThat(options.getNeftuneAlpha()).isEqualTo(5);
        assertThat(options.getLora().getModulesToSaveList()).containsExactly("embed_tokens", "lm_head");
        assertThat(options.getEmaDecay()).isEqualTo(0.99);
        assertThat(options.getPricePerHour()).isEqualTo(2.5);
        assertThat(options.getGuard())
                .isEqualTo(Guard.newBuilder()
                        .setMaxSkippedSteps(0)
                        .setGoBackAfter(2)
                        .build());
        assertThat(options.getCheckpointEveryMinutes()).isEqualTo(0.5);
        assertThat(options.getPrecision()).isEqualTo(Precision.PRECISION_BF16);
        response.then()
                .statusCode(200)
                .body("x_tailor.method", equalTo("dora"))
                .body("x_tailor.schedule", equalTo("wsd"))
                .body("x_tailor.over_length", equalTo("split"))
                .body("x_tailor.precision", equalTo("bf16"))
                .body("x_tailor.lora.modules_to_save", contains("embed_tokens", "lm_head"))
                .body("x_tailor.ema_decay", equalTo(0.99f))
                .body("x_tailor.guard.max_skipped_steps", equalTo(0))
                .body("x_tailor.guard.go_back_after", equalTo(2))
                .body("x_tailor.lora.rank", equalTo(4));
    }

    @Test
    void float16IsAPrecisionAndAnUnknownOneIsRefusedWithThoseThereAre() {
        // When
        var known = Http.json("""
                {"model":"m","training_file":"f","x_tailor":{"precision":"fp16"}}""").post(PATH);
        var unknown = Http.json("""
                {"model":"m","training_file":"f","x_tailor":{"precision":"fp8"}}""").post(PATH);

        // Then
        known.then().statusCode(200).body("x_tailor.precision", equalTo("fp16"));
        unknown.then().statusCode(400).body("error.message", containsString("use auto, fp32, bf16, fp16"));
    }

    @Test
    void whatTheModelIsAskedReachesTrainingAndComesBack() {
        // Given
        var body = """
                {"model":"m","training_file":"f",
                 "x_tailor":{"samples":{"prompts":2,"max_tokens":16,"longest_prompt":100}}}""";

        // When
        var response = Http.json(body).post(PATH);

        // Then
        assertThat(jobs.submissions().getFirst().getOptions().getSamples())
                .isEqualTo(SampleOptions.newBuilder()
                        .setPrompts(2)
                        .setMaxTokens(16)
                        .setLongestPrompt(100)
                        .build());
        response.then().statusCode(200).body("x_tailor.samples.prompts", equalTo(2));
    }

    @Test
    void anEventTellsWhatTheModelSays() {
        // Given
        jobs.add("ftjob-9");

        // When
        var response = Http.caller().get(PATH + "/ftjob-9/events?limit=100");

        // Then
        response.then()
                .body("data[24].type", equalTo("message"))
                .body("data[24].data.step", equalTo(24))
                .body("data[24].data.samples[0].line", equalTo(3))
                .body("data[24].data.samples[0].prompt", equalTo("<user>Hi"))
                .body("data[24].data.samples[0].answer", equalTo("yes"))
                .body("data[24].data.samples[0].reference", equalTo("no"))
                .body("data[24].data.samples[0].finish_reason", equalTo("stop"));
    }

    @Test
    void aPlanTellsNumbersAndTheSmallestChangeAndStartsNoJob() {
        // Given
        var body = """
                {"model":"m","training_file":"f","x_tailor":{"price_per_hour":2.5}}""";

        // When
        var response = Http.json(body).post("/v1/fine_tuning/plans");

        // Then
        response.then()
                .statusCode(200)
                .body("object", equalTo("fine_tuning.plan"))
                .body("fits", equalTo(false))
                .body("memory.weights", equalTo(5_000_000_000L))
                .body("memory.limit", equalTo(0))
                .body("trained_tokens", equalTo(9_000_000_000L))
                .body("price", equalTo(1.25f))
                .body("suggestion.param", equalTo("x_tailor.micro_batch_size"))
                .body("suggestion.value", equalTo(4));
        assertThat(jobs.count()).isZero();
    }

    @Test
    void aPlanWithAMisspeltFieldIsRefusedAsAJobIs() {
        // When
        var response = Http.json("""
                {"model":"m","training_file":"f","x_tailor":{"lora":{"rnak":4}}}""").post("/v1/fine_tuning/plans");

        // Then
        response.then().statusCode(400).body("error.param", equalTo("x_tailor.lora.rnak"));
    }

    @Test
    void aRetryOfTheSameBodyMakesNoSecondJob() {
        // When
        var first = Http.json(PLAIN).header("x-stainless-retry-count", "0").post(PATH);
        var retry = Http.json(PLAIN).header("x-stainless-retry-count", "1").post(PATH);

        // Then
        assertThat(retry.jsonPath().getString("id")).isEqualTo(first.jsonPath().getString("id"));
        assertThat(jobs.count()).isEqualTo(1);
    }

    @Test
    void aRetryThatOvertakesItsFirstTryMakesNoSecondJob() {
        // Given
        var body = PLAIN.replace("file-1", "file-2");

        // When
        var retry = Http.json(body).header("x-stainless-retry-count", "1").post(PATH);
        var first = Http.json(body).header("x-stainless-retry-count", "0").post(PATH);

        // Then
        assertThat(first.jsonPath().getString("id")).isEqualTo(retry.jsonPath().getString("id"));
        assertThat(jobs.count()).isEqualTo(1);
    }

    @Test
    void theSameBodySentAnewMakesAnotherJob() {
        // When
        Http.json(PLAIN).header("x-stainless-retry-count", "0").post(PATH);
        Http.json(PLAIN).header("x-stainless-retry-count", "0").post(PATH);

        // Then
        assertThat(jobs.count()).isEqualTo(2);
    }

    @Test
    void anIdempotencyKeyAnswersTheFirstJob() {
        // When
        Http.json(PLAIN).header("Idempotency-Key", "mine").post(PATH);
        Http.json(PLAIN).header("Idempotency-Key", "mine").post(PATH);

        // Then
        assertThat(jobs.count()).isEqualTo(1);
    }

    @Test
    void anEndedJobCannotBeCancelledAndNobodyShouldTryAgain() {
        // Given
        jobs.add("ftjob-9");
        Http.caller().post(PATH + "/ftjob-9/cancel");

        // When
        var response = Http.caller().post(PATH + "/ftjob-9/cancel");

        // Then
        response.then()
                .statusCode(409)
                .header("x-should-retry", "false")
                .body("error.code", equalTo("illegal_job_move"));
    }

    @Test
    void aServiceThatIsAwayIs503AndToBeTriedAgain() {
        // Given
        jobs.loseAnswers(1);

        // When
        var response = Http.json(PLAIN).post(PATH);

        // Then
        response.then().statusCode(503).header("retry-after", "1").body("error.type", equalTo("server_error"));
    }
}

package dev.tailor.training.hub.http;

import dev.tailor.training.hub.HubConfig;
import dev.tailor.training.hub.HubReference;
import dev.tailor.training.problem.HubRefused;
import dev.tailor.training.problem.HubRefused.Reason;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;

/** Tells what the Hub means by an answer that is none. */
final class Answers {

    private static final Set<Integer> PASSING = Set.of(408, 429, 500, 502, 503, 504);
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int FIRST_ERROR = 400;

    private final HubConfig config;
    private final Optional<String> token;
    private final Clock clock;

    Answers(HubConfig config, Optional<String> token, Clock clock) {
        this.config = config;
        this.token = token;
        this.clock = clock;
    }

    /** Throws unless the answer is one. */
    void check(HubReference reference, HttpResponse<?> answer) throws TryAgain {
        int status = answer.statusCode();
        if (status < FIRST_ERROR) {
            return;
        }
        if (PASSING.contains(status)) {
            throw new TryAgain("status " + status, after(answer));
        }
        throw refused(reference, answer);
    }

    private HubRefused refused(HubReference reference, HttpResponse<?> answer) {
        var code = answer.headers().firstValue("X-Error-Code").orElse("");
        return switch (code) {
            case "GatedRepo" -> gated(reference);
            case "RepoNotFound" -> unknown(reference);
            case "RevisionNotFound" -> unknownRevision(reference);
            default ->
                switch (answer.statusCode()) {
                    case UNAUTHORIZED -> token.isPresent() ? tokenRefused(reference) : unknown(reference);
                    case FORBIDDEN -> forbidden(reference, answer);
                    case NOT_FOUND -> unknown(reference);
                    default -> odd(answer);
                };
        };
    }

    private HubRefused gated(HubReference reference) {
        var remedy = token.isPresent()
                ? "accept its terms at %s/%s with the account that HF_TOKEN belongs to"
                        .formatted(config.endpoint(), reference.repository())
                : "accept its terms at %s/%s and set HF_TOKEN to a token of that account"
                        .formatted(config.endpoint(), reference.repository());
        return new HubRefused(
                Reason.MODEL_GATED,
                "The model %s is given only to those who accepted its terms; %s".formatted(reference.id(), remedy));
    }

    private HubRefused unknown(HubReference reference) {
        var remedy = token.isPresent()
                ? "check its name, and that HF_TOKEN may read it"
                : "check its name; if it is private, set HF_TOKEN";
        return new HubRefused(
                Reason.MODEL_NOT_FOUND,
                "The Hub at %s has no model %s; %s".formatted(config.endpoint(), reference.repository(), remedy));
    }

    private static HubRefused unknownRevision(HubReference reference) {
        return new HubRefused(
                Reason.MODEL_NOT_FOUND,
                "The Hub's model %s has no revision %s; name a branch, a tag or a commit that it has"
                        .formatted(reference.repository(), reference.revision()));
    }

    private static HubRefused tokenRefused(HubReference reference) {
        return new HubRefused(
                Reason.HUB_TOKEN_REFUSED,
                "The Hub refuses the token for the model %s; set HF_TOKEN to one that is valid, or unset it for public models"
                        .formatted(reference.repository()));
    }

    private HubRefused forbidden(HubReference reference, HttpResponse<?> answer) {
        var words = answer.headers().firstValue("X-Error-Message").orElse("access is forbidden");
        return new HubRefused(
                token.isPresent() ? Reason.HUB_TOKEN_REFUSED : Reason.MODEL_GATED,
                "The Hub refuses the model %s (%s); set HF_TOKEN to a token that may read it"
                        .formatted(reference.repository(), words));
    }

    private HubRefused odd(HttpResponse<?> answer) {
        return new HubRefused(
                Reason.HUB_UNREACHABLE,
                "%s answers with status %d, which is no answer of the Hub; check HF_ENDPOINT"
                        .formatted(config.endpoint(), answer.statusCode()));
    }

    /** Seconds or a date. */
    private Optional<Duration> after(HttpResponse<?> answer) {
        var asked = answer.headers().firstValue("Retry-After").map(String::strip);
        if (asked.isPresent() && asked.get().matches("\\d{1,9}")) {
            return asked.map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
        }
        return asked.flatMap(this::until);
    }

    private Optional<Duration> until(String date) {
        try {
            var then = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            var wait = Duration.between(clock.instant(), then);
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    /** What a mirror must not leave out. */
    static IOException incomplete(HttpResponse<?> answer, String what) {
        return new IOException("the answer of %s has no %s".formatted(answer.uri(), what));
    }
}

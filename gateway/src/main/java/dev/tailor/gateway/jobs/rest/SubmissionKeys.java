package dev.tailor.gateway.jobs.rest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Gives every submission a key that all its tries share, so that a retry makes no second job. */
final class SubmissionKeys {
    private static final long REMEMBERED_MILLIS = 10 * 60 * 1000L;
    private static final long OVERTAKEN_MILLIS = 60 * 1000L;

    private final Clock clock;
    private final Map<String, Attempt> attempts = new ConcurrentHashMap<>();

    /** Which of several equal requests without a key of the caller's. */
    enum Try {
        FIRST,
        RETRY
    }

    /** @param began by what the key was made */
    private record Attempt(String key, long at, Try began) {

        /** A retry may overtake its first try; that one, and no other, then shares its key if it comes soon. */
        boolean shares(Try next, long now) {
            return next == Try.RETRY || began == Try.RETRY && now - at <= OVERTAKEN_MILLIS;
        }

        Attempt and(Try next) {
            return next == Try.RETRY ? this : new Attempt(key, at, Try.FIRST);
        }
    }

    SubmissionKeys(Clock clock) {
        this.clock = clock;
    }

    /** The caller chose a key; it counts for that caller alone. */
    String ofCaller(String caller, String key) {
        return digest(caller + "\n" + key);
    }

    /** The caller chose none; a retry is told by its body. */
    String ofBody(String caller, String body, Try now) {
        var time = clock.millis();
        attempts.values().removeIf(attempt -> time - attempt.at() > REMEMBERED_MILLIS);
        var same = digest(caller + "\n" + body);
        var fresh = new Attempt(same + "-" + UUID.randomUUID(), time, now);
        return attempts.merge(same, fresh, (earlier, later) -> earlier.shares(now, time) ? earlier.and(now) : later)
                .key();
    }

    private static String digest(String text) {
        try {
            var sha = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}

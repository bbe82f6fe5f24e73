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

    private final Clock clock;
    private final Map<String, Attempt> attempts = new ConcurrentHashMap<>();

    private record Attempt(String key, long at) {}

    SubmissionKeys(Clock clock) {
        this.clock = clock;
    }

    /** The caller chose a key; it counts for that caller alone. */
    String ofCaller(String caller, String key) {
        return digest(caller + "\n" + key);
    }

    /** The caller chose none; a retry is told by its body. */
    String ofBody(String caller, String body, boolean retried) {
        var now = clock.millis();
        attempts.values().removeIf(attempt -> now - attempt.at() > REMEMBERED_MILLIS);
        var same = digest(caller + "\n" + body);
        var fresh = new Attempt(same + "-" + UUID.randomUUID(), now);
        if (retried) return attempts.computeIfAbsent(same, key -> fresh).key();
        attempts.put(same, fresh);
        return fresh.key();
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

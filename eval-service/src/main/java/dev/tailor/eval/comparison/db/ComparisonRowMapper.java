package dev.tailor.eval.comparison.db;

import dev.tailor.eval.comparison.Comparison;
import dev.tailor.eval.comparison.ComparisonResult;
import dev.tailor.eval.comparison.ComparisonState;
import dev.tailor.eval.comparison.Failure;
import dev.tailor.eval.comparison.Lease;
import dev.tailor.eval.comparison.Subject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Comparisons to rows and back. */
final class ComparisonRowMapper {
    private ComparisonRowMapper() {}

    static ComparisonRow toRow(Comparison comparison) {
        var row = new ComparisonRow();
        row.id = comparison.id();
        row.base = comparison.subject().base();
        row.tuned = comparison.subject().tuned();
        row.dataset = comparison.subject().dataset();
        row.createdAt = comparison.createdAt().toEpochMilli();
        write(comparison, row);
        return row;
    }

    /** Writes the state; a failed comparison gives its subject free for a new one. */
    static void write(Comparison comparison, ComparisonRow row) {
        row.subjectKey = key(comparison.subject());
        switch (comparison.state()) {
            case ComparisonState.Queued queued -> {
                row.status = "queued";
                row.attempts = queued.attempts();
                row.percent = 0;
                row.leaseOwner = null;
                row.leaseUntil = null;
            }
            case ComparisonState.Running running -> {
                row.status = "running";
                row.attempts = running.attempts();
                row.percent = running.percent();
                row.leaseOwner = running.lease().owner();
                row.leaseUntil = running.lease().until().toEpochMilli();
            }
            case ComparisonState.Completed completed -> {
                row.status = "completed";
                row.percent = 100;
                row.finishedAt = completed.at().toEpochMilli();
                row.result = RowJson.write(completed.result());
            }
            case ComparisonState.Failed failed -> {
                row.status = "failed";
                row.subjectKey = null;
                row.finishedAt = failed.at().toEpochMilli();
                row.failureCode = failed.failure().code();
                row.failureMessage = failed.failure().message();
            }
        }
    }

    static Comparison toComparison(ComparisonRow row) {
        var subject = new Subject(row.base, row.tuned, row.dataset);
        return new Comparison(row.id, subject, Instant.ofEpochMilli(row.createdAt), toState(row));
    }

    private static ComparisonState toState(ComparisonRow row) {
        return switch (row.status) {
            case "queued" -> new ComparisonState.Queued(row.attempts);
            case "running" -> {
                var lease = new Lease(known(row.leaseOwner), instant(row.leaseUntil));
                yield new ComparisonState.Running(lease, row.attempts, row.percent);
            }
            case "completed" ->
                new ComparisonState.Completed(
                        RowJson.read(known(row.result), ComparisonResult.class), instant(row.finishedAt));
            case "failed" -> {
                var failure = new Failure(known(row.failureCode), known(row.failureMessage));
                yield new ComparisonState.Failed(failure, instant(row.finishedAt));
            }
            default ->
                throw new IllegalStateException(
                        "The comparison %s has the unknown status %s".formatted(row.id, row.status));
        };
    }

    private static String key(Subject subject) {
        try {
            var text = String.join("\n", subject.base(), subject.tuned(), subject.dataset());
            var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }

    private static Instant instant(@Nullable Long milliseconds) {
        return Instant.ofEpochMilli(known(milliseconds));
    }

    private static <T> T known(@Nullable T column) {
        return Objects.requireNonNull(column, "A column is null that the state needs");
    }
}

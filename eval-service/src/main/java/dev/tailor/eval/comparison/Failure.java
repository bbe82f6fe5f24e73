package dev.tailor.eval.comparison;

import dev.tailor.eval.ChatQueueFull;
import dev.tailor.eval.ComparisonNotFound;
import dev.tailor.eval.ContextLengthExceeded;
import dev.tailor.eval.DatabaseUnavailable;
import dev.tailor.eval.DatasetNotFound;
import dev.tailor.eval.EmptyTestSplit;
import dev.tailor.eval.EvalException;
import dev.tailor.eval.InvalidRequest;
import dev.tailor.eval.ModelNotFound;
import dev.tailor.eval.ModelRefused;
import dev.tailor.eval.PeerFailed;
import dev.tailor.eval.PeerUnavailable;
import dev.tailor.eval.UnknownField;
import dev.tailor.eval.WorkerExhausted;
import dev.tailor.eval.WorkerFailed;
import dev.tailor.eval.WorkerLost;
import java.util.Locale;

/** Why a comparison failed: a stable code in lower_snake and a sentence. */
public record Failure(String code, String message) {
    /** For a throwable that nobody foresaw; its details are in the log. */
    public static final Failure UNFORESEEN =
            new Failure("internal_error", "Something went wrong inside eval-service; its log says what");

    static Failure of(EvalException problem) {
        return new Failure(code(problem), String.valueOf(problem.getMessage()));
    }

    private static String code(EvalException problem) {
        return switch (problem) {
            case InvalidRequest invalid -> "invalid_value";
            case UnknownField unknown -> "unknown_parameter";
            case ComparisonNotFound missing -> "comparison_not_found";
            case DatasetNotFound missing -> "dataset_not_found";
            case EmptyTestSplit empty -> "empty_test_split";
            case ModelNotFound missing -> "model_not_found";
            case ModelRefused refused -> refused.reason().toLowerCase(Locale.ROOT);
            case ContextLengthExceeded tooLong -> "context_length_exceeded";
            case ChatQueueFull full -> "queue_full";
            case WorkerLost lost -> "worker_lost";
            case WorkerFailed failed -> "worker_failed";
            case WorkerExhausted exhausted -> exhausted.reason().toLowerCase(Locale.ROOT);
            case DatabaseUnavailable away -> "database_unavailable";
            case PeerFailed failed -> "peer_failed";
            case PeerUnavailable absent -> "peer_unavailable";
        };
    }
}

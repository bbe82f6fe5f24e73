package dev.tailor.worker;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request that cannot be done, with a stable code and, where one is to blame, the setting's name. */
final class WorkerProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Whom to blame. */
    enum Kind {
        BAD_REQUEST,
        NOT_NOW
    }

    private final Kind kind;
    private final String reason;
    private final @Nullable String field;

    private WorkerProblem(Kind kind, String reason, @Nullable String field, String message) {
        super(message);
        this.kind = kind;
        this.reason = Objects.requireNonNull(reason, "reason");
        this.field = field;
    }

    static WorkerProblem bad(String reason, String message) {
        return new WorkerProblem(Kind.BAD_REQUEST, reason, null, message);
    }

    static WorkerProblem badField(String reason, String field, String message) {
        return new WorkerProblem(Kind.BAD_REQUEST, reason, field, message);
    }

    static WorkerProblem notNow(String reason, String message) {
        return new WorkerProblem(Kind.NOT_NOW, reason, null, message);
    }

    Kind kind() {
        return kind;
    }

    String reason() {
        return reason;
    }

    @Nullable
    String field() {
        return field;
    }
}

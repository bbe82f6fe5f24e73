package dev.tailor.training.problem;

/** Everything that this service refuses; each message says what is wrong, which thing, and what to change. */
public abstract sealed class TrainingException extends RuntimeException
        permits BaseModelStays,
                DatabaseUnavailable,
                FileInUse,
                HubRefused,
                IllegalJobMove,
                InvalidJobSpec,
                JobNotFound,
                ModelInUse,
                ModelNotFetched,
                ModelNotFound,
                NotAnAdapter,
                PlanUnavailable,
                UnknownCursor {

    private static final long serialVersionUID = 1L;

    TrainingException(String message) {
        super(message);
    }
}

package dev.tailor.training.problem;

import java.util.Locale;

/** A model of the Hub cannot be had. */
public final class HubRefused extends TrainingException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    public HubRefused(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** As the public API spells it. */
    public String code() {
        return reason.name().toLowerCase(Locale.ROOT);
    }

    /** Why a model cannot be had. */
    public enum Reason {
        /** There is no such repository or revision, or it is hidden from this caller. */
        MODEL_NOT_FOUND,
        /** Its owner gives it to those who accepted the terms. */
        MODEL_GATED,
        /** Nothing in it can be trained. */
        MODEL_UNUSABLE,
        /** It exceeds the configured size. */
        MODEL_TOO_LARGE,
        HUB_TOKEN_REFUSED,
        HUB_UNREACHABLE,
        HUB_OFFLINE,
        HUB_DISABLED,
        /** What arrived is not what was announced. */
        DOWNLOAD_BROKEN,
        DISK_FULL
    }
}

package dev.tailor.model.internal;

/** Number formats of stored tensors, with torch's code for each. */
enum ElementType {
    F32(6, 4),
    F16(5, 2),
    BF16(15, 2),
    F64(7, 8),
    I64(4, 8),
    I32(3, 4),
    I16(2, 2),
    I8(1, 1),
    U8(0, 1),
    BOOL(11, 1);

    private final int code;
    private final int bytes;

    ElementType(int code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    int code() {
        return code;
    }

    int bytes() {
        return bytes;
    }

    /** Whether weights come in this format; whole numbers are masks, positions or quantised weights. */
    boolean isWeight() {
        return switch (this) {
            case F32, F16, BF16 -> true;
            case F64, I64, I32, I16, I8, U8, BOOL -> false;
        };
    }
}

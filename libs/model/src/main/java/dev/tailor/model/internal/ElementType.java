package dev.tailor.model.internal;

/** Number formats of stored weights, with torch's code for each. */
enum ElementType {
    F32(6, 4),
    F16(5, 2),
    BF16(15, 2);

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
}

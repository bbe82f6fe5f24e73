package dev.tailor.text;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** One message in the wire format of protocol buffers, read without its schema. */
final class WireMessage {

    private static final int VARINT = 0;
    private static final int EIGHT_BYTES = 1;
    private static final int BYTES = 2;
    private static final int FOUR_BYTES = 5;
    private static final int LONGEST_VARINT = 10;

    private WireMessage() {}

    /**
     * A field.
     *
     * @param number that the schema gives it
     * @param value of a number's bits, 0 for bytes
     * @param bytes of a text or a message, empty for a number
     */
    record Field(int number, long value, ByteBuffer bytes) {

        String text() {
            return java.nio.charset.StandardCharsets.UTF_8
                    .decode(bytes.duplicate())
                    .toString();
        }

        float real() {
            return Float.intBitsToFloat((int) value);
        }
    }

    /** The fields in the order of the file; throws {@link BufferUnderflowException} where the message is cut. */
    static List<Field> fields(ByteBuffer message) {
        var in = message.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        List<Field> fields = new ArrayList<>();
        while (in.hasRemaining()) {
            long key = varint(in);
            fields.add(field((int) (key >>> 3), (int) (key & 7), in));
        }
        return fields;
    }

    private static Field field(int number, int type, ByteBuffer in) {
        var none = ByteBuffer.allocate(0);
        return switch (type) {
            case VARINT -> new Field(number, varint(in), none);
            case EIGHT_BYTES -> new Field(number, in.getLong(), none);
            case FOUR_BYTES -> new Field(number, in.getInt(), none);
            case BYTES -> {
                long length = varint(in);
                if (length < 0 || length > in.remaining()) {
                    throw new BufferUnderflowException();
                }
                var bytes = in.slice(in.position(), (int) length);
                in.position(in.position() + (int) length);
                yield new Field(number, 0, bytes);
            }
            default -> throw new BufferUnderflowException();
        };
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int at = 0; at < LONGEST_VARINT; at++) {
            byte next = in.get();
            value |= (long) (next & 0x7F) << 7 * at;
            if (next >= 0) {
                return value;
            }
        }
        throw new BufferUnderflowException();
    }
}

package dev.tailor.model.internal;

import dev.tailor.model.InvalidModel;
import dev.tailor.model.internal.PickleValue.Dictionary;
import dev.tailor.model.internal.PickleValue.Global;
import dev.tailor.model.internal.PickleValue.Mark;
import dev.tailor.model.internal.PickleValue.Nothing;
import dev.tailor.model.internal.PickleValue.Sequence;
import dev.tailor.model.internal.PickleValue.Text;
import dev.tailor.model.internal.PickleValue.Whole;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads what {@code torch.save} writes for a map of tensors (Python's pickletools describes the opcodes). It knows the
 * few opcodes and names that such a map needs and refuses every other, so that a pickle with code in it stays a file.
 */
final class Unpickler {

    private static final int PROTOCOL = 2;

    private final String source;
    private final ByteBuffer code;
    private final PickleStack stack;
    private final Map<Integer, PickleValue> memo = new HashMap<>();

    private Unpickler(String source, ByteBuffer code) {
        this.source = source;
        this.code = code;
        this.stack = new PickleStack(source);
    }

    /** The one value of a pickle. */
    static PickleValue read(String source, ByteBuffer code) {
        return new Unpickler(source, code).read();
    }

    private PickleValue read() {
        while (true) {
            int at = code.position();
            int opcode = unsigned();
            if (opcode == '.') {
                return stack.pop();
            }
            step(opcode, at);
        }
    }

    private void step(int opcode, int at) {
        switch (opcode) {
            case 0x80 -> protocol();
            case 'N', 0x88, 0x89 -> stack.push(new Nothing());
            case 'G' -> {
                bytes(Double.BYTES);
                stack.push(new Nothing());
            }
            case 'K' -> stack.push(new Whole(unsigned()));
            case 'M' -> stack.push(new Whole(unsigned() | unsigned() << 8));
            case 'J' -> stack.push(new Whole(integer()));
            case 0x8a -> stack.push(new Whole(longOfBytes()));
            case 'X' -> stack.push(new Text(text()));
            case 'c' -> stack.push(global());
            case 'q' -> memo.put(unsigned(), stack.top());
            case 'r' -> memo.put(integer(), stack.top());
            case 'h' -> stack.push(remembered(unsigned()));
            case 'j' -> stack.push(remembered(integer()));
            default -> build(opcode, at);
        }
    }

    private void build(int opcode, int at) {
        switch (opcode) {
            case '(' -> stack.push(new Mark());
            case ')', ']' -> stack.push(Sequence.empty());
            case '}' -> stack.push(Dictionary.empty());
            case 't' -> stack.push(new Sequence(stack.popToMark()));
            case 0x85, 0x86, 0x87 -> stack.push(new Sequence(stack.pop(opcode - 0x84)));
            case 'a' -> append(stack.pop(1));
            case 'e' -> append(stack.popToMark());
            case 's' -> put(stack.pop(2));
            case 'u' -> put(stack.popToMark());
            case 'b' -> describe();
            case 'Q' -> stack.push(PickleCalls.storage(source, stack.sequence()));
            case 'R' -> call();
            default ->
                throw wrong("it has the opcode 0x%02x at byte %d, which no map of tensors needs".formatted(opcode, at));
        }
    }

    private void protocol() {
        int protocol = unsigned();
        if (protocol != PROTOCOL) {
            throw wrong("it has pickle protocol %d; torch.save writes %d".formatted(protocol, PROTOCOL));
        }
    }

    private Global global() {
        var path = line() + "." + line();
        return PickleGlobal.of(path)
                .map(Global::new)
                .orElseThrow(
                        () -> wrong("it names %s; a file of weights holds tensors only, and code in it is never run"
                                .formatted(path)));
    }

    private void append(List<PickleValue> items) {
        if (!(stack.top() instanceof Sequence sequence)) {
            throw wrong("it appends to what is no list");
        }
        sequence.items().addAll(items);
    }

    private void put(List<PickleValue> pairs) {
        if (!(stack.top() instanceof Dictionary dictionary) || pairs.size() % 2 != 0) {
            throw wrong("it sets keys of what is no dictionary");
        }
        for (int i = 0; i < pairs.size(); i += 2) {
            if (!(pairs.get(i) instanceof Text name)) {
                throw wrong("it has a dictionary whose keys are no names");
            }
            dictionary.items().put(name.value(), pairs.get(i + 1));
        }
    }

    /** The attributes of an ordered dictionary: module versions, which concern no tensor. */
    private void describe() {
        stack.pop();
        if (!(stack.top() instanceof Dictionary)) {
            throw wrong("it sets attributes of what is no dictionary");
        }
    }

    private void call() {
        var arguments = stack.sequence();
        if (!(stack.pop() instanceof Global global)) {
            throw wrong("it calls what is no function");
        }
        stack.push(PickleCalls.call(source, global.known(), arguments));
    }

    private PickleValue remembered(int place) {
        var value = memo.get(place);
        if (value == null) {
            throw wrong("it uses value %d before it exists".formatted(place));
        }
        return value;
    }

    private String line() {
        var text = new StringBuilder();
        for (int letter = unsigned(); letter != '\n'; letter = unsigned()) {
            text.append((char) letter);
        }
        return text.toString();
    }

    private String text() {
        return new String(bytes(integer()), StandardCharsets.UTF_8);
    }

    private long longOfBytes() {
        int length = unsigned();
        if (length > Long.BYTES) {
            throw wrong("it has a number of %d bytes".formatted(length));
        }
        long value = 0;
        var bytes = bytes(length);
        for (int i = length - 1; i >= 0; i--) {
            value = i == length - 1 ? bytes[i] : value << Byte.SIZE | Byte.toUnsignedInt(bytes[i]);
        }
        return value;
    }

    private int unsigned() {
        return Byte.toUnsignedInt(bytes(1)[0]);
    }

    private int integer() {
        return ByteBuffer.wrap(bytes(Integer.BYTES))
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .getInt();
    }

    private byte[] bytes(int length) {
        if (length < 0 || length > code.remaining()) {
            throw wrong("it ends early");
        }
        var bytes = new byte[length];
        code.get(bytes);
        return bytes;
    }

    private InvalidModel wrong(String what) {
        return new InvalidModel("%s is not a pickle of tensors: %s".formatted(source, what));
    }
}

package dev.tailor.text;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.exptest.ExpTest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code is iterable} and {@code is sequence} as Python answers them: true of a string too. */
final class IterableTest implements ExpTest {

    private final String name;

    IterableTest(String name) {
        this.name = name;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public boolean evaluate(@Nullable Object value, JinjavaInterpreter interpreter, Object... arguments) {
        return value instanceof CharSequence
                || value instanceof Iterable<?>
                || value instanceof Map<?, ?>
                || value != null && value.getClass().isArray();
    }
}

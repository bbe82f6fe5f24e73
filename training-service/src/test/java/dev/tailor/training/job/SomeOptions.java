package dev.tailor.training.job;

import java.util.Arrays;
import java.util.Map;

/** Options of which a few are chosen and the rest is left to us. */
public final class SomeOptions {

    private SomeOptions() {}

    /** @param chosen values by the names of the record's components */
    public static TailorOptions of(Map<String, ?> chosen) {
        var components = TailorOptions.class.getRecordComponents();
        var values = Arrays.stream(components)
                .map(component -> {
                    try {
                        var value = chosen.get(component.getName());
                        return value == null ? component.getAccessor().invoke(TailorOptions.AUTO) : value;
                    } catch (ReflectiveOperationException failed) {
                        throw new AssertionError(failed);
                    }
                })
                .toArray();
        try {
            return (TailorOptions) TailorOptions.class.getDeclaredConstructors()[0].newInstance(values);
        } catch (ReflectiveOperationException failed) {
            throw new AssertionError(failed);
        }
    }
}

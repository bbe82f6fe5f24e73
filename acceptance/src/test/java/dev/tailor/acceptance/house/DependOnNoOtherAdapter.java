package dev.tailor.acceptance.house;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Optional;

/** An adapter may know the core and adapters of its own technology, of no other. */
final class DependOnNoOtherAdapter extends ArchCondition<JavaClass> {

    private static final int SERVICE_DEPTH = 3;
    private static final int FEATURE_DEPTH = 4;

    DependOnNoOtherAdapter() {
        super("depend on no adapter of another technology");
    }

    @Override
    public void check(JavaClass origin, ConditionEvents events) {
        var own = technology(origin);
        origin.getDirectDependenciesFromSelf().forEach(dependency -> {
            var other = technology(dependency.getTargetClass());
            if (other.isPresent() && !other.equals(own)) {
                events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
            }
        });
    }

    /** The name below service and feature: "db" of dev.tailor.data.file.db. */
    private static Optional<String> technology(JavaClass type) {
        if (!type.getPackageName().startsWith("dev.tailor.")) {
            return Optional.empty();
        }
        var names = List.of(type.getPackageName().split("\\."));
        return names.stream()
                .skip(SERVICE_DEPTH)
                .filter(Rooms.ADAPTERS::contains)
                .reduce((outer, inner) -> inner)
                .filter(name -> !name.equals("file") || names.size() > FEATURE_DEPTH);
    }
}

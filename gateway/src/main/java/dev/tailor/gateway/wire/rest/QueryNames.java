package dev.tailor.gateway.wire.rest;

import dev.tailor.gateway.wire.ApiError;
import dev.tailor.gateway.wire.ApiException;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Stands before every method: a query that names what the method does not read is refused. */
@Provider
public class QueryNames implements DynamicFeature {

    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        context.register(new Filter(names(resource.getResourceMethod())));
    }

    private static Set<String> names(Method method) {
        var parameters = Stream.of(method.getParameters())
                .map(parameter -> Optional.ofNullable(parameter.getAnnotation(QueryParam.class)))
                .flatMap(Optional::stream)
                .map(QueryParam::value);
        var others = Optional.ofNullable(method.getAnnotation(TakesQuery.class)).map(TakesQuery::value).stream()
                .flatMap(Stream::of);
        return Stream.concat(parameters, others).collect(Collectors.toCollection(TreeSet::new));
    }

    private record Filter(Set<String> known) implements ContainerRequestFilter {

        @Override
        public void filter(ContainerRequestContext request) {
            request.getUriInfo().getQueryParameters().forEach(this::check);
        }

        private void check(String name, List<String> values) {
            if (!isKnown(name)) {
                throw refused(name, "unknown_parameter", "Unknown query parameter: '%s'; ".formatted(name) + remedy());
            }
            if (values.size() > 1) {
                throw refused(
                        name,
                        "duplicate_parameter",
                        "The query names '%s' a second time; keep one of them".formatted(name));
            }
        }

        private boolean isKnown(String name) {
            var start = name.indexOf('[');
            return known.contains(name)
                    || start > 0 && name.endsWith("]") && known.contains(name.substring(0, start) + "[]");
        }

        private String remedy() {
            return known.isEmpty() ? "this request takes none" : "this request takes " + String.join(", ", known);
        }

        private static ApiException refused(String name, String code, String message) {
            return new ApiException(new ApiError(400, message, name, code));
        }
    }
}

package dev.tailor.acceptance.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the chart rendered. Kubernetes' own kinds are read strictly: a field that Kubernetes does not know is an error.
 */
record Manifests(List<JsonNode> documents) {

    private static final Map<String, Class<?>> KINDS = Map.of(
            "v1/Service", Service.class,
            "v1/ServiceAccount", ServiceAccount.class,
            "v1/PersistentVolumeClaim", PersistentVolumeClaim.class,
            "apps/v1/Deployment", Deployment.class,
            "autoscaling/v2/HorizontalPodAutoscaler", HorizontalPodAutoscaler.class,
            "networking.k8s.io/v1/Ingress", Ingress.class,
            "networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class,
            "policy/v1/PodDisruptionBudget", PodDisruptionBudget.class);

    private static final ObjectMapper STRICT = new ObjectMapper(new YAMLFactory())
            .setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
                @Override
                public Boolean hasAnySetter(Annotated member) {
                    return false;
                }
            });

    static Manifests parse(String yaml) {
        try (var documents = STRICT.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
            var found = new ArrayList<JsonNode>();
            documents.forEachRemaining(document -> {
                if (document.hasNonNull("kind")) {
                    found.add(document);
                }
            });
            return new Manifests(found);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    List<String> kinds() {
        return documents.stream()
                .map(document -> document.get("kind").asText())
                .distinct()
                .toList();
    }

    List<String> names(String kind) {
        return documents.stream()
                .filter(document -> document.get("kind").asText().equals(kind))
                .map(document -> document.at("/metadata/name").asText())
                .toList();
    }

    JsonNode get(String kind, String name) {
        return documents.stream()
                .filter(document -> document.get("kind").asText().equals(kind))
                .filter(document -> document.at("/metadata/name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " named " + name + "; there is " + names(kind)));
    }

    Deployment deployment(String name) {
        return (Deployment) strictly(get("Deployment", name));
    }

    /** Reads every document that is of one of Kubernetes' own kinds, and answers how many those are. */
    int readStrictly() {
        var own = documents.stream()
                .filter(document -> KINDS.containsKey(kind(document)))
                .toList();
        own.forEach(Manifests::strictly);
        return own.size();
    }

    static Object strictly(JsonNode document) {
        try {
            return STRICT.treeToValue(document, KINDS.get(kind(document)));
        } catch (IOException unknown) {
            throw new AssertionError(kind(document) + ": " + unknown.getMessage(), unknown);
        }
    }

    private static String kind(JsonNode document) {
        return document.get("apiVersion").asText() + "/" + document.get("kind").asText();
    }
}

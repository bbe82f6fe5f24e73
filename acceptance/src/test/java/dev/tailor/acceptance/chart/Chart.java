package dev.tailor.acceptance.chart;

import static java.util.stream.Collectors.toMap;

import com.marcnuri.helm.Helm;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.nio.file.Path;
import java.util.Map;

/** The chart in helm/, through Helm itself as a library. */
final class Chart {

    static final Path FOLDER = Path.of(System.getProperty("tailor.root", ".."), "helm");

    private Chart() {}

    /** Renders the chart as release "mesh" in namespace "tailoring"; keys are paths such as {@code eval.gpus}. */
    static Manifests rendered(Map<String, Object> settings) {
        var template = new Helm(FOLDER)
                .template()
                .withName("mesh")
                .withNamespace("tailoring")
                .withKubeVersion("1.33.0");
        settings.forEach(template::set);
        return Manifests.parse(template.call());
    }

    static Container container(Manifests mesh, String component) {
        return mesh.deployment("mesh-" + component)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst();
    }

    static Map<String, String> variables(Container container) {
        return container.getEnv().stream().collect(toMap(EnvVar::getName, Chart::valueOf));
    }

    private static String valueOf(EnvVar variable) {
        if (variable.getValueFrom() == null) {
            return variable.getValue();
        }
        var field = variable.getValueFrom().getFieldRef();
        if (field != null) {
            return "field " + field.getFieldPath();
        }
        var secret = variable.getValueFrom().getSecretKeyRef();
        return "secret " + secret.getName() + "/" + secret.getKey();
    }
}

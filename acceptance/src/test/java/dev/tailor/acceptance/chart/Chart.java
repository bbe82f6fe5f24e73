package dev.tailor.acceptance.chart;

import com.marcnuri.helm.Helm;
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
}

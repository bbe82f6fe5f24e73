package dev.tailor.model;

import java.util.Map;

/**
 * The rotary position embedding (Su et al., 2021) and how it is stretched to longer contexts.
 *
 * @param theta base of the frequencies
 * @param type default, linear, dynamic, llama3 or yarn
 * @param parameters of the type, under the names of config.json
 */
public record Rope(double theta, String type, Map<String, Double> parameters) {

    public Rope {
        parameters = Map.copyOf(parameters);
    }

    /** Unstretched. */
    public static Rope of(double theta) {
        return new Rope(theta, "default", Map.of());
    }

    /** A parameter of the type. */
    public double parameter(String name, double otherwise) {
        return parameters.getOrDefault(name, otherwise);
    }
}

package dev.tailor.model.internal.kernel;

/**
 * What an operator's schema says, looked at once.
 *
 * @param values number of arguments
 * @param tensors how many of them are tensors; these come first
 */
public record Signature(String name, int values, int tensors) {

    public static Signature of(String schema) {
        return new Signature(
                schema.substring(0, schema.indexOf('(')),
                schema.split(",").length,
                schema.split("Tensor", -1).length - 1);
    }
}

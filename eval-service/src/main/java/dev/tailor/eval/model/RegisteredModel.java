package dev.tailor.eval.model;

/** What training-service tells about one of its models. */
public record RegisteredModel(String id, Kind kind, String baseModel) {
    /** How the weights of a model are stored. */
    public enum Kind {
        BASE,
        ADAPTER,
        FULL
    }
}

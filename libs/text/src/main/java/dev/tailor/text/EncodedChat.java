package dev.tailor.text;

/**
 * A conversation in tokens.
 *
 * @param ids of the whole conversation
 * @param trained for each id whether training learns it
 */
public record EncodedChat(int[] ids, boolean[] trained) {

    public EncodedChat {
        if (ids.length != trained.length) {
            throw new IllegalArgumentException("%d ids and %d marks".formatted(ids.length, trained.length));
        }
    }

    public int trainedTokens() {
        int count = 0;
        for (boolean each : trained) {
            count += each ? 1 : 0;
        }
        return count;
    }
}

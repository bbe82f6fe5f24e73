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

    /** The same, but that the first token is not learnt: there is nothing to predict it from. */
    EncodedChat withFirstUntrained() {
        var marks = trained.clone();
        if (marks.length > 0) {
            marks[0] = false;
        }
        return new EncodedChat(ids, marks);
    }

    public int trainedTokens() {
        int count = 0;
        for (boolean each : trained) {
            count += each ? 1 : 0;
        }
        return count;
    }
}

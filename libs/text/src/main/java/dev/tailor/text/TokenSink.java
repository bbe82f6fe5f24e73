package dev.tailor.text;

import java.util.Arrays;

/** Collects ids and marks in order, and knows what the next text will stand behind. */
final class TokenSink {

    private int[] ids = new int[256];
    private boolean[] trained = new boolean[256];
    private int count;
    private TextPlace place = TextPlace.FIRST;

    TextPlace place() {
        return place;
    }

    void token(int id, boolean learnt) {
        append(id, learnt);
        place = TextPlace.BEHIND_A_TOKEN;
    }

    void text(int[] pieces, boolean learnt) {
        for (int id : pieces) {
            append(id, learnt);
        }
        place = TextPlace.BEHIND_TEXT;
    }

    EncodedChat chat() {
        return new EncodedChat(Arrays.copyOf(ids, count), Arrays.copyOf(trained, count));
    }

    private void append(int id, boolean learnt) {
        if (count == ids.length) {
            ids = Arrays.copyOf(ids, 2 * count);
            trained = Arrays.copyOf(trained, 2 * count);
        }
        ids[count] = id;
        trained[count++] = learnt;
    }
}

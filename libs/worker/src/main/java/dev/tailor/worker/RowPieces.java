package dev.tailor.worker;

import dev.tailor.text.ChatEncoder;
import dev.tailor.text.Conversation;
import dev.tailor.text.EncodedChat;
import dev.tailor.text.Message;
import dev.tailor.text.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * What a row that is too long becomes: a chat falls into pieces between its exchanges, each under the same system
 * message; a row of one turn falls apart anywhere.
 *
 * @param chats in order, none too long, each with something to learn
 * @param whole whether nothing that is to be learnt was lost
 */
record RowPieces(List<EncodedChat> chats, boolean whole) {

    private static final Set<Role> INSTRUCTIONS = Set.of(Role.SYSTEM, Role.DEVELOPER);

    RowPieces {
        chats = List.copyOf(chats);
    }

    static RowPieces of(Conversation row, ChatEncoder encoder, int longest) {
        if (row.messages().size() == 1) {
            return ofText(encoder.encode(row), longest);
        }
        var exchanges = exchanges(row.messages());
        return new Chat(row, encoder, longest).pieces(exchanges);
    }

    private static RowPieces ofText(EncodedChat text, int longest) {
        List<EncodedChat> pieces = new ArrayList<>();
        for (int from = 0; from < text.ids().length; from += longest) {
            int to = Math.min(text.ids().length, from + longest);
            var piece = new EncodedChat(
                    Arrays.copyOfRange(text.ids(), from, to), Arrays.copyOfRange(text.trained(), from, to));
            if (piece.trainedTokens() > 0) {
                pieces.add(piece);
            }
        }
        return new RowPieces(pieces, true);
    }

    /** Each but the first begins with a turn of the user; instructions at the beginning belong to none. */
    private static List<List<Message>> exchanges(List<Message> messages) {
        List<List<Message>> exchanges = new ArrayList<>();
        int from = firstTurn(messages);
        for (int at = from + 1; at <= messages.size(); at++) {
            if (at == messages.size() || messages.get(at).role() == Role.USER) {
                exchanges.add(messages.subList(from, at));
                from = at;
            }
        }
        return exchanges;
    }

    private static int firstTurn(List<Message> messages) {
        int first = 0;
        while (first < messages.size() - 1
                && INSTRUCTIONS.contains(messages.get(first).role())) {
            first++;
        }
        return first;
    }

    /** One conversation on its way into pieces. */
    private record Chat(Conversation row, ChatEncoder encoder, int longest) {

        RowPieces pieces(List<List<Message>> exchanges) {
            List<EncodedChat> pieces = new ArrayList<>();
            boolean whole = true;
            int from = 0;
            while (from < exchanges.size()) {
                int to = end(exchanges, from);
                if (to == from) {
                    whole &= encode(exchanges, from, from + 1).trainedTokens() == 0;
                    from++;
                    continue;
                }
                var piece = encode(exchanges, from, to);
                if (piece.trainedTokens() > 0) {
                    pieces.add(piece);
                }
                from = to;
            }
            return new RowPieces(pieces, whole);
        }

        /** Behind the last exchange that fits; where it begins if none does. */
        private int end(List<List<Message>> exchanges, int from) {
            int to = from;
            while (to < exchanges.size() && encode(exchanges, from, to + 1).ids().length <= longest) {
                to++;
            }
            return to;
        }

        private EncodedChat encode(List<List<Message>> exchanges, int from, int to) {
            List<Message> turns = new ArrayList<>(row.messages().subList(0, firstTurn(row.messages())));
            exchanges.subList(from, to).forEach(turns::addAll);
            return encoder.encode(new Conversation(turns, row.tools()));
        }
    }
}

package dev.tailor.data.preparation;

import dev.tailor.text.Conversation;
import dev.tailor.text.Message;
import dev.tailor.text.Role;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts what preparation sees, and lists the first of it. */
final class Tally {

    private final int listed;
    private final List<RowProblem> problems = new ArrayList<>();
    private final List<Duplicate> repeats = new ArrayList<>();
    private final Map<Role, Long> roles = new EnumMap<>(Role.class);
    private long rows;
    private long kept;
    private long rejected;
    private long duplicates;
    private long characters;
    private long shortest = Long.MAX_VALUE;
    private long longest;

    Tally(int listed) {
        this.listed = listed;
    }

    /** A line that repeats an earlier one. */
    record Duplicate(long line, long first) {}

    void reject(RowProblem problem) {
        rows++;
        rejected++;
        if (problems.size() < listed) {
            problems.add(problem);
        }
    }

    void repeat(long line, long first) {
        rows++;
        duplicates++;
        if (repeats.size() < listed) {
            repeats.add(new Duplicate(line, first));
        }
    }

    void keep(Conversation conversation) {
        rows++;
        kept++;
        long length = 0;
        for (Message message : conversation.messages()) {
            roles.merge(message.role(), 1L, Long::sum);
            length += message.content().length();
        }
        characters += length;
        shortest = Math.min(shortest, length);
        longest = Math.max(longest, length);
    }

    long rows() {
        return rows;
    }

    long kept() {
        return kept;
    }

    long rejected() {
        return rejected;
    }

    long duplicates() {
        return duplicates;
    }

    List<RowProblem> problems() {
        return problems;
    }

    List<Duplicate> repeats() {
        return repeats;
    }

    Map<Role, Long> roles() {
        return roles;
    }

    long shortest() {
        return kept == 0 ? 0 : shortest;
    }

    long longest() {
        return longest;
    }

    double mean() {
        return kept == 0 ? 0 : (double) characters / kept;
    }
}

package dev.tailor.training.hub;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A model repository of the Hub at a revision.
 *
 * @param revision a branch, a tag or a commit
 */
public record HubReference(String owner, String name, String revision) {

    static final String MAIN = "main";

    private static final int LONGEST = 96;
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");
    private static final Pattern REVISION = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_./-]*");
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

    public HubReference {
        if (!isPart(owner) || !isPart(name) || !isRevision(revision)) {
            throw new IllegalArgumentException("%s/%s@%s is no model of the Hub".formatted(owner, name, revision));
        }
    }

    /** Reads "owner/name" or "owner/name@revision"; empty for every other text. */
    public static Optional<HubReference> parse(String id) {
        var at = id.indexOf('@');
        var repository = at < 0 ? id : id.substring(0, at);
        var revision = at < 0 ? MAIN : id.substring(at + 1);
        var slash = repository.indexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        var owner = repository.substring(0, slash);
        var name = repository.substring(slash + 1);
        return isPart(owner) && isPart(name) && isRevision(revision)
                ? Optional.of(new HubReference(owner, name, revision))
                : Optional.empty();
    }

    /** The same repository at another revision. */
    public HubReference at(String other) {
        return new HubReference(owner, name, other);
    }

    /** Whether the revision is a commit and never means anything else. */
    public boolean isPinned() {
        return COMMIT.matcher(revision).matches();
    }

    public String repository() {
        return owner + "/" + name;
    }

    /** As users write it. */
    public String id() {
        return revision.equals(MAIN) ? repository() : repository() + "@" + revision;
    }

    private static boolean isPart(String text) {
        return text.length() <= LONGEST
                && PART.matcher(text).matches()
                && !text.contains("--")
                && !text.contains("..")
                && !text.endsWith(".git");
    }

    private static boolean isRevision(String text) {
        return text.length() <= LONGEST
                && REVISION.matcher(text).matches()
                && !text.contains("..")
                && !text.contains("//")
                && !text.endsWith("/");
    }
}

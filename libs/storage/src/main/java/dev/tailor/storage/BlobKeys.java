package dev.tailor.storage;

import java.util.regex.Pattern;

/** What a key may look like, for every store alike. */
final class BlobKeys {

    private static final Pattern PART = Pattern.compile("[A-Za-z0-9._=@:+-]{1,200}");

    private BlobKeys() {}

    /** The key itself. Throws {@link IllegalArgumentException} if it could mean a place outside of the store. */
    static String check(String key) {
        for (String part : key.split("/", -1)) {
            if (!allowed(part)) {
                throw new IllegalArgumentException(
                        "The blob key \"%s\" must be '/'-separated names of letters, digits and . _ = @ : + -"
                                .formatted(key));
            }
        }
        return key;
    }

    /** A prefix is empty, or a key that may end in '/'. */
    static String checkPrefix(String prefix) {
        if (!prefix.isEmpty()) {
            check(prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix);
        }
        return prefix;
    }

    private static boolean allowed(String part) {
        return PART.matcher(part).matches() && !part.equals(".") && !part.equals("..");
    }
}

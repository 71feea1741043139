package io.taskledger.kernel;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a conditional header lists (RFC 9110, section 8.8.3), the tags without their quotes.
 *
 * @param any whether it was {@code *}
 */
public record EntityTags(boolean any, Set<String> strong, Set<String> weak) {

    private static final Pattern TAG = Pattern.compile("\\G[ \t,]*+(W/)?\"([\\x21\\x23-\\x7E\\x80-\\xFF]*+)\"[ \t]*+(?:,|$)");

    public EntityTags {
        strong = Set.copyOf(strong);
        weak = Set.copyOf(weak);
    }

    /**
     * Reads a header.
     *
     * @param values of all its lines, at least one
     * @throws InvalidRequest where they are no list of entity tags, and not {@code *}
     */
    public static EntityTags parse(String header, List<String> values) {
        String list = String.join(",", values).strip();
        if (list.equals("*")) {
            return new EntityTags(true, Set.of(), Set.of());
        }
        Set<String> strong = new HashSet<>();
        Set<String> weak = new HashSet<>();
        Matcher tag = TAG.matcher(list);
        int end = 0;
        while (tag.find()) {
            (tag.group(1) == null ? strong : weak).add(tag.group(2));
            end = tag.end();
        }
        if (end == 0 || !list.substring(end).matches("[ \t,]*+")) {
            throw InvalidRequest.unreadable(header, "must be *, or a list of entity tags such as \"3\"");
        }
        return new EntityTags(false, strong, weak);
    }

    /** Whether the tag is named by the strong comparison (RFC 9110, section 8.8.3.2): a weak tag names nothing. */
    public boolean nameStrongly(EntityTag tag) {
        return any || strong.contains(tag.value());
    }

    /** Whether the tag is named by the weak comparison, by a tag of whichever strength. */
    public boolean nameWeakly(EntityTag tag) {
        return nameStrongly(tag) || weak.contains(tag.value());
    }
}

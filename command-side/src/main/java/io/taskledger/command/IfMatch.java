package io.taskledger.command;

import io.taskledger.kernel.InvalidRequest;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** At which version a task has to be for a command to be carried out: the header {@code If-Match} (RFC 9110, section 13.1.1). */
public sealed interface IfMatch {

    boolean allows(long version);

    /** No header, or {@code *}: the task has only to be there. */
    record Anything() implements IfMatch {
        @Override
        public boolean allows(long version) {
            return true;
        }
    }

    /**
     * The strong entity tags that were listed; a weak one never matches, so it is not among them.
     *
     * @param tags without their quotes
     */
    record OneOf(Set<String> tags) implements IfMatch {
        public OneOf {
            tags = Set.copyOf(tags);
        }

        @Override
        public boolean allows(long version) {
            return tags.contains(Long.toString(version));
        }
    }

    Pattern ENTITY_TAG = Pattern.compile("\\G[ \t,]*+(W/)?\"([\\x21\\x23-\\x7E\\x80-\\xFF]*+)\"[ \t]*+(?:,|$)");

    /**
     * The condition that a request states.
     *
     * @param headers the values of all {@code If-Match} headers of a request
     * @throws InvalidRequest where they are no list of entity tags, and not {@code *}
     */
    static IfMatch parse(List<String> headers) {
        String list = String.join(",", headers).strip();
        if (headers.isEmpty() || list.equals("*")) {
            return new Anything();
        }
        Set<String> strong = new HashSet<>();
        Matcher tag = ENTITY_TAG.matcher(list);
        int end = 0;
        while (tag.find()) {
            if (tag.group(1) == null) {
                strong.add(tag.group(2));
            }
            end = tag.end();
        }
        if (end == 0 || !list.substring(end).matches("[ \t,]*+")) {
            throw InvalidRequest.unreadable("If-Match", "must be *, or a list of entity tags such as \"3\"");
        }
        return new OneOf(strong);
    }
}

package io.taskledger.command.endpoint;

import org.springframework.http.HttpHeaders;

import java.util.Arrays;
import java.util.regex.Pattern;

/** The header {@code Prefer} (RFC 7240), of which we know one preference. */
final class Preferences {

    static final String PREFER = "Prefer";
    static final String APPLIED = "Preference-Applied";
    static final String RESPOND_ASYNC = "respond-async";

    /** A quoted string may hold commas; an empty one is as good as no value. */
    private static final Pattern QUOTED = Pattern.compile("\"(?:\\\\.|[^\"\\\\])*+\"");

    private static final String EMPTY = "\"\"";

    private Preferences() {}

    /** Whether the client would rather have its answer as soon as the event is stored than when it can be read. */
    static boolean respondAsync(HttpHeaders headers) {
        return headers.getOrEmpty(PREFER).stream()
                .map(header -> QUOTED.matcher(header).replaceAll(quoted -> quoted.group().equals(EMPTY) ? "" : "_"))
                .flatMap(header -> Arrays.stream(header.split(",")))
                .map(preference -> preference.split(";", 2)[0].replaceFirst("=\\s*$", "").strip())
                .anyMatch(RESPOND_ASYNC::equalsIgnoreCase);
    }
}

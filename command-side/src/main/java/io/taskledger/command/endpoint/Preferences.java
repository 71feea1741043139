package io.taskledger.command.endpoint;

import org.springframework.http.HttpHeaders;

import java.util.Arrays;

/** The header {@code Prefer} (RFC 7240), of which we know one preference. */
final class Preferences {

    static final String PREFER = "Prefer";
    static final String APPLIED = "Preference-Applied";
    static final String RESPOND_ASYNC = "respond-async";

    private Preferences() {}

    /** Whether the client would rather have its answer as soon as the event is stored than when it can be read. */
    static boolean respondAsync(HttpHeaders headers) {
        return headers.getOrEmpty(PREFER).stream()
                .flatMap(header -> Arrays.stream(header.split(",")))
                .map(preference -> preference.split(";", 2)[0].strip())
                .anyMatch(RESPOND_ASYNC::equalsIgnoreCase);
    }
}

package io.taskledger.command.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;

class PreferencesTest {

    @Test
    void without_the_header_an_answer_is_waited_for() {
        assertThat(Preferences.respondAsync(new HttpHeaders())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "respond-async", "Respond-Async", "RESPOND-ASYNC", " respond-async\t", "respond-async, wait=10", "wait=10,respond-async",
            "return=minimal, respond-async; foo=bar", "respond-async;wait=10", "respond-async ; wait", ",respond-async,",
            "respond-async=", "respond-async=\"\"", "note=\"a, b\", respond-async"})
    void a_client_may_ask_not_to_wait(String header) {
        assertThat(Preferences.respondAsync(prefer(header))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "", ",", ";", "wait=10", "return=representation", "respond", "respond-asynchronously", "no-respond-async", "respond_async",
            "return=minimal; respond-async", "respond-async-not, wait", "handling=respond-async",
            "note=\"a, respond-async, b\"", "note=\"a \\\", respond-async, b\"", "respond-async=no", "\"respond-async\""})
    void other_preferences_are_passed_over(String header) {
        assertThat(Preferences.respondAsync(prefer(header))).isFalse();
    }

    @Test
    void any_of_several_header_lines_may_ask_it() {
        assertThat(Preferences.respondAsync(prefer("wait=10", "return=minimal, respond-async"))).isTrue();
        assertThat(Preferences.respondAsync(prefer("wait=10", "return=minimal"))).isFalse();
    }

    private static HttpHeaders prefer(String... lines) {
        HttpHeaders headers = new HttpHeaders();
        for (String line : lines) {
            headers.add("prefer", line);
        }
        return headers;
    }
}

package io.taskledger.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskledger.StartupRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

class AllowedOriginsTest {

    private final MockEnvironment environment = new MockEnvironment();

    @Test
    void where_none_are_named_none_are_allowed() {
        assertThat(AllowedOrigins.from(environment).isEmpty()).isTrue();
    }

    @Test
    void those_that_are_named_are_allowed_exactly() {
        environment.setProperty("CORS_ALLOWED_ORIGINS", "https://app.example.com, http://localhost:3000,http://[::1]:5173,http://127.0.0.1:8080");
        AllowedOrigins allowed = AllowedOrigins.from(environment);
        assertThat(allowed.origins()).containsExactlyInAnyOrder(
                "https://app.example.com", "http://localhost:3000", "http://[::1]:5173", "http://127.0.0.1:8080");
        assertThat(allowed.contain("https://app.example.com")).isTrue();
        assertThat(allowed.contain("http://app.example.com")).isFalse();
        assertThat(allowed.contain("https://app.example.com:444")).isFalse();
        assertThat(allowed.contain("https://app.example.com.evil.example")).isFalse();
        assertThat(allowed.contain("null")).isFalse();
        assertThat(allowed.contain(null)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "*", "https://*.example.com", "null", "", " ", "https://a.example,", ",https://a.example", "https://a.example,,https://b.example",
        "https://a.example/", "https://a.example/path", "a.example", "https://", "ftp://a.example", "https://A.example", "HTTPS://a.example",
        "https://a.example:443", "http://a.example:80", "https://a.example:0", "https://user@a.example", "https://a.example?x", "https://a.example#x",
        "https://a.example https://b.example", "https://a.example;https://b.example", "https://m\u00fcller.example"
    })
    void what_no_browser_sends_is_refused_in_two_sentences(String listed) {
        environment.setProperty("CORS_ALLOWED_ORIGINS", listed);
        assertThatThrownBy(() -> AllowedOrigins.from(environment)).isInstanceOfSatisfying(StartupRefused.class, refused -> {
            assertThat(refused).hasMessageContaining("CORS_ALLOWED_ORIGINS").hasMessageEndingWith(".");
            assertThat(refused.remedy()).contains("https://app.example.com").endsWith(".");
        });
    }
}

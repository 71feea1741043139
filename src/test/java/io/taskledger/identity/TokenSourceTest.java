package io.taskledger.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskledger.StartupRefused;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

import java.util.List;
import java.util.Objects;

class TokenSourceTest {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    private final MockEnvironment environment = new MockEnvironment();

    @Test
    void nothing_set_means_development() {
        assertThat(TokenSource.from(environment)).isInstanceOf(TokenSource.Development.class);
    }

    @Test
    void a_secret_is_enough() {
        environment.setProperty("BETTER_AUTH_SECRET", SECRET);
        environment.setProperty("JWT_ISSUER", "https://auth.example");
        assertThat(TokenSource.from(environment)).isInstanceOfSatisfying(TokenSource.SharedSecret.class, source -> {
            assertThat(source.secret().getEncoded()).asString().isEqualTo(SECRET);
            assertThat(source.issuer()).isEqualTo("https://auth.example");
            assertThat(source.audience()).isNull();
        });
    }

    @Test
    void a_secret_of_fewer_than_32_bytes_is_refused_without_being_shown() {
        environment.setProperty("BETTER_AUTH_SECRET", SECRET.substring(1));
        assertThatThrownBy(() -> TokenSource.from(environment))
                .isInstanceOf(StartupRefused.class).hasMessageContaining("31 bytes").hasMessageNotContaining("abcdef");
    }

    @Test
    void bytes_are_counted_and_not_characters() {
        environment.setProperty("BETTER_AUTH_SECRET", "\u00e4".repeat(16));
        assertThat(TokenSource.from(environment)).isInstanceOf(TokenSource.SharedSecret.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BETTER_AUTH_SECRET", "BETTER_AUTH_URL", "JWT_JWKS_URL", "JWT_ISSUER", "JWT_AUDIENCE"})
    void what_is_set_and_empty_does_not_mean_development(String variable) {
        environment.setProperty(variable, " ");
        assertThatThrownBy(() -> TokenSource.from(environment)).isInstanceOf(StartupRefused.class).hasMessageContaining(variable);
    }

    @ParameterizedTest
    @CsvSource({"JWT_ISSUER, https://auth.example", "JWT_AUDIENCE, us"})
    void what_a_token_says_can_not_be_all_that_is_known_of_it(String variable, String value) {
        environment.setProperty(variable, value);
        expectRefusal("nothing to check a token's signature with");
    }

    @ParameterizedTest
    @CsvSource({
        "https://app.example,                https://app.example,            https://app.example/api/auth/jwks",
        "https://app.example/,               https://app.example,            https://app.example/api/auth/jwks",
        "HTTPS://App.Example:443//,          https://app.example,            https://app.example/api/auth/jwks",
        "http://localhost:3000,              http://localhost:3000,          http://localhost:3000/api/auth/jwks",
        "http://app.example:80,              http://app.example,             http://app.example/api/auth/jwks",
        "http://[::1]:3000/,                 http://[::1]:3000,              http://[::1]:3000/api/auth/jwks",
        "https://app.example:8443/api/auth,  https://app.example:8443,       https://app.example:8443/api/auth/jwks",
        "https://app.example/sign-in/v2/,    https://app.example,            https://app.example/sign-in/v2/jwks",
    })
    void the_address_of_better_auth_is_read_as_it_reads_it_itself(String url, String issuer, String keySet) {
        environment.setProperty("BETTER_AUTH_URL", url);
        expectKeys(keySet, issuer, null);
    }

    @Test
    void better_auth_may_set_its_secret_and_an_audience_too() {
        environment.setProperty("BETTER_AUTH_URL", "https://app.example");
        environment.setProperty("BETTER_AUTH_SECRET", SECRET);
        environment.setProperty("JWT_ISSUER", "https://app.example");
        environment.setProperty("JWT_AUDIENCE", "tasks");
        expectKeys("https://app.example/api/auth/jwks", "https://app.example", "tasks");
        assertThat(Objects.requireNonNull(TokenSource.from(environment).secret()).getEncoded()).asString().isEqualTo(SECRET);
    }

    @Test
    void the_keys_of_any_other_issuer_are_where_its_address_says() {
        environment.setProperty("JWT_JWKS_URL", "https://auth.example/keys?tenant=us");
        expectKeys("https://auth.example/keys?tenant=us", null, null);
        environment.setProperty("JWT_ISSUER", "urn:example");
        environment.setProperty("JWT_AUDIENCE", "tasks");
        expectKeys("https://auth.example/keys?tenant=us", "urn:example", "tasks");
    }

    @Test
    void two_key_sets_are_refused() {
        environment.setProperty("BETTER_AUTH_URL", "https://app.example");
        environment.setProperty("JWT_JWKS_URL", "https://app.example/api/auth/jwks");
        expectRefusal("both set");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://other.example", "https://app.example/", "https://app.example/api/auth"})
    void an_issuer_that_is_not_better_auth_is_refused(String issuer) {
        environment.setProperty("BETTER_AUTH_URL", "https://app.example");
        environment.setProperty("JWT_ISSUER", issuer);
        expectRefusal("makes https://app.example the issuer");
    }

    @Test
    void a_short_secret_is_refused_where_keys_would_do() {
        environment.setProperty("BETTER_AUTH_URL", "https://app.example");
        environment.setProperty("BETTER_AUTH_SECRET", "hunter2");
        expectRefusal("7 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "app.example", "localhost:3000", "//app.example", "/api/auth", "ftp://app.example", "file:///etc/jwks.json", "https:app.example",
        "https://", "https:///jwks", "https://user:hunter2@app.example", "https://app.example#hunter2", "https://app example",
        " https://app.example", "https://app_1.example", "https://app.example:123456", "https://[::1", "https://b\u00fccher.example"
    })
    void an_address_that_is_none_is_refused_without_being_shown(String url) {
        for (String variable : List.of("BETTER_AUTH_URL", "JWT_JWKS_URL")) {
            var alone = new MockEnvironment().withProperty(variable, url);
            assertThatThrownBy(() -> TokenSource.from(alone)).isInstanceOf(StartupRefused.class)
                    .hasMessageContaining(variable + " is not an address").hasMessageNotContaining("hunter2");
        }
    }

    @Test
    void the_address_of_better_auth_has_no_query() {
        environment.setProperty("BETTER_AUTH_URL", "https://app.example?tenant=us");
        expectRefusal("BETTER_AUTH_URL is not an address");
    }

    private void expectKeys(String keySet, @Nullable String issuer, @Nullable String audience) {
        assertThat(TokenSource.from(environment)).isInstanceOfSatisfying(TokenSource.KeysOfIssuer.class, source -> {
            assertThat(source.keySet()).hasToString(keySet);
            assertThat(source.issuer()).isEqualTo(issuer);
            assertThat(source.audience()).isEqualTo(audience);
        });
    }

    private void expectRefusal(String reason) {
        assertThatThrownBy(() -> TokenSource.from(environment))
                .isInstanceOf(StartupRefused.class).hasMessageContaining(reason).hasMessageNotContaining("hunter2");
    }
}

package io.taskledger.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskledger.StartupRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

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
    @CsvSource({"BETTER_AUTH_URL, https://auth.example", "JWT_JWKS_URL, https://auth.example/jwks", "JWT_ISSUER, https://auth.example", "JWT_AUDIENCE, us"})
    void what_can_not_be_done_yet_or_not_alone_is_refused(String variable, String value) {
        environment.setProperty(variable, value);
        assertThatThrownBy(() -> TokenSource.from(environment)).isInstanceOf(StartupRefused.class);
    }
}

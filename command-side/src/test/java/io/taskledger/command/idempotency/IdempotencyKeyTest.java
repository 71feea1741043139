package io.taskledger.command.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.taskledger.kernel.InvalidRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.stream.Stream;

class IdempotencyKeyTest {

    @ParameterizedTest
    @MethodSource
    void a_key_is_whatever_can_be_printed(String text) {
        assertThat(IdempotencyKey.parse(List.of(text)).value()).isEqualTo(text);
    }

    static Stream<String> a_key_is_whatever_can_be_printed() {
        return Stream.of("k", "6f1c3a52-8f0e-4a57-9d0b-0c7b6f1f2a11", "\"quoted\"", "two words", "a,b;c=d", "~!", "k".repeat(255));
    }

    @ParameterizedTest
    @MethodSource
    void anything_else_is_none(String text) {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> IdempotencyKey.parse(List.of(text)))
                .matches(refused -> refused.kind() == InvalidRequest.Kind.UNREADABLE)
                .matches(refused -> refused.violations().getFirst().field().equals("Idempotency-Key"));
    }

    static Stream<String> anything_else_is_none() {
        return Stream.of("", "k".repeat(256), "tab\there", "\u007f", "schl\u00fcssel", "line\nline", "nul\u0000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"k", "other"})
    void two_keys_are_none_even_if_they_are_one(String second) {
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> IdempotencyKey.parse(List.of("k", second)));
    }

    @Test
    void a_key_is_compared_exactly() {
        assertThat(IdempotencyKey.parse(List.of("K"))).isNotEqualTo(IdempotencyKey.parse(List.of("k")));
    }
}

package io.taskledger.kernel;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** A test that is run with texts that PostgreSQL can't store, among characters that it can. */
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest
@ValueSource(strings = {
        "\u0000", "a\u0000b", "milk\u0000",
        "\uD83E", "a\uD83Eb", "milk\uD83E", "\uDD5B", "a\uDD5Bb", "milk\uDD5B", "\uDD5B\uD83E", "\uD83E\uD83E\uDD5B", "\uD83E\uDD5B\uDD5B"})
@interface Unstorable {}

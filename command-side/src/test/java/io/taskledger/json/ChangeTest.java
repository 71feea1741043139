package io.taskledger.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.NoSuchElementException;

class ChangeTest {

    @Test
    void nothing_said_leaves_what_is_there() {
        assertThat(Change.<@Nullable String>none().or("milk")).isEqualTo("milk");
        assertThat(Change.<@Nullable String>none().or(null)).isNull();
        assertThat(Change.<String>none().orGet(() -> "milk")).isEqualTo("milk");
    }

    @Test
    void what_is_said_takes_the_place_of_what_is_there() {
        assertThat(Change.to("bread").or("milk")).isEqualTo("bread");
        assertThat(Change.to("bread").orElseThrow()).isEqualTo("bread");
    }

    @Test
    void null_is_said_too() {
        assertThat(Change.<@Nullable String>to(null).or("milk")).isNull();
        assertThat(Change.<@Nullable String>to(null).orElseThrow()).isNull();
    }

    @Test
    void nothing_said_is_no_value() {
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> Change.none().orElseThrow());
    }
}

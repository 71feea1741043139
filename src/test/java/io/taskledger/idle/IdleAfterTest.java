package io.taskledger.idle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskledger.StartupRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

import java.time.Duration;

class IdleAfterTest {

    @ParameterizedTest
    @CsvSource({"1s, PT1S", "90s, PT90S", "1m, PT1M", "PT5M, PT5M", "24h, P1D", "' 2m ', PT2M"})
    void a_time_has_its_unit(String given, Duration time) {
        assertThat(IdleAfter.from(environment(given))).hasValue(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "OFF", "false"})
    void off_is_never(String given) {
        assertThat(IdleAfter.from(environment(given))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0s", "60", "999ms", "25h", "-1m", "soon", "1m30s", "on", "P99999999999999999D"})
    void all_else_is_refused_at_the_start(String given) {
        assertThatThrownBy(() -> IdleAfter.from(environment(given))).isInstanceOf(StartupRefused.class).hasMessageContaining("TASKLEDGER_IDLE_AFTER");
    }

    @Test
    void empty_counts_as_left_out() {
        assertThat(IdleAfter.from(environment(" ").withProperty("taskledger.idle-after", "2m"))).hasValue(Duration.ofMinutes(2));
    }

    private static MockEnvironment environment(String given) {
        return new MockEnvironment().withProperty("TASKLEDGER_IDLE_AFTER", given);
    }
}

package io.taskledger.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bucket4j.TimeMeter;
import io.taskledger.StartupRefused;
import io.taskledger.problem.ProblemWriter;
import io.taskledger.support.Answer;
import io.taskledger.support.Api;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** The clock stands still, but for when a test has it go on. */
@ApplicationTest
@Import(RequestRateTest.Clocks.class)
@TestPropertySource(properties = "TASKLEDGER_REQUESTS_PER_MINUTE=6")
class RequestRateTest {

    private static final int A_MINUTE = 6;

    private final Api api;
    private final Clock clock;
    private final Api ann;

    RequestRateTest(@Autowired Api api, @Autowired Clock clock) {
        this.api = api;
        this.clock = clock;
        this.ann = api.asSomeone();
    }

    @Test
    void so_many_at_once_and_the_next_is_a_429_that_says_when() {
        exhaust(ann);
        Answer refused = ann.get("/api/me").expectProblem(429, "too-many-requests");
        assertThat(refused.header("Retry-After")).hasValue("10");
        assertThat(refused.json().get("detail").stringValue()).contains("6 requests a minute");
    }

    @Test
    void after_that_one_at_a_time() {
        exhaust(ann);
        clock.advance(Duration.ofMillis(9_001));
        assertThat(ann.get("/api/me").expectProblem(429, "too-many-requests").header("Retry-After")).as("rounded up").hasValue("1");
        clock.advance(Duration.ofMillis(999));
        ann.get("/api/me").expect(200);
        ann.get("/api/me").expectProblem(429, "too-many-requests");
        clock.advance(Duration.ofSeconds(20));
        ann.get("/api/me").expect(200);
        ann.get("/api/me").expect(200);
        ann.get("/api/me").expectProblem(429, "too-many-requests");
    }

    @Test
    void what_is_not_used_adds_up_to_a_minutes_worth() {
        exhaust(ann);
        clock.advance(Duration.ofHours(1));
        exhaust(ann);
        ann.get("/api/me").expectProblem(429, "too-many-requests");
    }

    @Test
    void every_user_has_their_own() {
        exhaust(ann);
        ann.get("/api/me").expectProblem(429, "too-many-requests");
        api.asSomeone().get("/api/me").expect(200);
    }

    @Test
    void whatever_a_user_asks_for_counts() {
        ann.get("/api/nowhere").expect(404);
        ann.post("/api/tasks", "{").expect(400);
        ann.get("/api/admin/projections").expect(403);
        ann.put("/api/tasks", "{}").expect(405);
        ann.create("a");
        ann.get("/api/tasks").expect(200);
        ann.post("/api/tasks", Json.object("title", "b")).expectProblem(429, "too-many-requests");
        ann.get("/api/nowhere").expectProblem(429, "too-many-requests");
    }

    @Test
    void what_needs_no_token_and_who_has_none_does_not() {
        for (int i = 0; i < 2 * A_MINUTE; i++) {
            api.get("/actuator/health/liveness").expect(200);
            api.get("/api/me").expectProblem(401, "unauthenticated");
            api.withToken("nonsense").get("/api/me").expectProblem(401, "unauthenticated");
        }
    }

    @Test
    void off_where_it_is_not_set() {
        assertThat(rate(null)).isFalse();
        assertThat(rate("1")).isTrue();
        assertThat(rate("1000000")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "0", "-1", "+1", "1.5", "01", "many", "1000001", "99999999999"})
    void what_is_no_number_of_requests_is_refused(String named) {
        assertThatThrownBy(() -> rate(named)).isInstanceOfSatisfying(StartupRefused.class, refused -> {
            assertThat(refused).hasMessageContaining("TASKLEDGER_REQUESTS_PER_MINUTE");
            assertThat(refused.remedy()).contains("1 to 1000000");
        });
    }

    private static boolean rate(@Nullable String named) {
        var environment = new MockEnvironment();
        if (named != null) {
            environment.setProperty(RequestRate.VARIABLE, named);
        }
        return RequestRate.from(environment, TimeMeter.SYSTEM_NANOTIME, new ProblemWriter(JsonMapper.shared())).isPresent();
    }

    private static void exhaust(Api user) {
        for (int i = 0; i < A_MINUTE; i++) {
            user.get("/api/me").expect(200);
        }
    }

    @TestConfiguration
    static class Clocks {
        @Bean
        @Primary
        Clock clock() {
            return new Clock();
        }
    }

    static final class Clock implements TimeMeter {

        private final AtomicLong nanos = new AtomicLong();

        void advance(Duration time) {
            nanos.addAndGet(time.toNanos());
        }

        @Override
        public long currentTimeNanos() {
            return nanos.get();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}

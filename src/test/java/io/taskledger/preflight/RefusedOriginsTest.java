package io.taskledger.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.taskledger.refusal.RefusalLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

class RefusedOriginsTest {

    private static final Logger LOG = (Logger) LoggerFactory.getLogger(RefusalLog.class);

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - Duration.ofSeconds(30).toNanos());
    private final RefusedOrigins origins = new RefusedOrigins(now::get);

    @BeforeEach
    void listen() {
        lines.start();
        LOG.addAppender(lines);
    }

    @AfterEach
    void leave() {
        LOG.detachAppender(lines);
    }

    @Test
    void each_origin_is_logged_once_a_minute() {
        tell("https://a.example", "https://a.example", "https://b.example", "https://a.example");
        assertThat(logged()).hasSize(2);
        pass(Duration.ofSeconds(59));
        tell("https://a.example");
        assertThat(logged()).hasSize(2);
        pass(Duration.ofSeconds(1));
        tell("https://a.example", "https://a.example");
        assertThat(logged()).hasSize(3).allMatch(line -> line.contains("CORS_ALLOWED_ORIGINS"));
        assertThat(logged().getLast()).contains("https://a.example");
    }

    @Test
    void made_up_origins_do_not_fill_the_log() {
        for (int i = 0; i < 10_000; i++) {
            tell("https://" + i + ".example");
        }
        assertThat(logged()).hasSize(21);
        assertThat(logged().getLast()).contains("more than 20 causes");
        pass(Duration.ofMinutes(1));
        tell("https://a.example");
        assertThat(logged()).hasSize(22);
    }

    @Test
    void an_origin_can_not_write_lines_of_its_own() {
        tell("https://a\r\nERROR\u2028\u00e9 b" + "c".repeat(1_000));
        assertThat(logged()).singleElement().satisfies(line -> assertThat(line)
                .matches("[ -~]*").hasSizeLessThan(400).contains("https://a%0D%0AERROR"));
    }

    private void tell(String... sent) {
        for (String origin : sent) {
            assertThat(origins.tell(origin)).contains("CORS_ALLOWED_ORIGINS");
        }
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private List<String> logged() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}

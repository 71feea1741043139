package io.taskledger.database;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskledger.database.ServerProbe.Sessions;
import io.taskledger.support.Session;
import io.taskledger.support.TestPostgres;
import org.junit.jupiter.api.Test;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

class ServerProbeTest {

    private static final Duration TOLERANCE = Duration.ofSeconds(10);
    private static final Duration LONG = Duration.ofSeconds(11);
    private static final Duration SHORT = Duration.ofSeconds(3);

    private final Sessions sessions = new Sessions(true, Map.of(1, Duration.ZERO, 2, LONG));

    @Test
    void a_session_that_the_server_does_not_know_is_lost() {
        assertThat(sessions.hasLost(3, SHORT, TOLERANCE)).isTrue();
    }

    @Test
    void a_session_that_is_at_work_is_not_lost_however_long_it_takes() {
        assertThat(sessions.hasLost(1, Duration.ofHours(1), TOLERANCE)).isFalse();
    }

    @Test
    void a_session_that_answered_long_ago_is_lost() {
        assertThat(sessions.hasLost(2, LONG, TOLERANCE)).isTrue();
        assertThat(sessions.hasLost(2, SHORT, TOLERANCE)).as("it was given to somebody only now").isFalse();
    }

    @Test
    void through_a_pooler_nobody_can_tell() {
        assertThat(new Sessions(false, Map.of()).hasLost(3, LONG, TOLERANCE)).isFalse();
    }

    @Test
    void a_server_that_can_be_reached_tells_its_sessions() throws SQLException {
        String url = TestPostgres.newDatabase();
        var probe = new ServerProbe(() -> DriverManager.getConnection(url));
        Sessions told = requireNonNull(probe.ask());
        assertThat(told.direct()).isTrue();
        assertThat(told.idle()).hasSize(1);
        assertThat(requireNonNull(probe.ask()).idle().keySet()).as("asked on the same connection").isEqualTo(told.idle().keySet());
        try (Session administrator = Session.on(url)) {
            administrator.run("select pg_terminate_backend(" + told.idle().keySet().iterator().next() + ", 10000)");
        }
        assertThat(requireNonNull(probe.ask()).direct()).as("asked on a new connection").isTrue();
        probe.rest();
        try (Session administrator = Session.on(url)) {
            await().until(() -> administrator.number("select count(*) from pg_stat_activity where datname = current_database()") == 1);
        }
        assertThat(new ServerProbe(() -> DriverManager.getConnection("jdbc:postgresql://localhost:1/nothing")).ask()).isNull();
    }
}

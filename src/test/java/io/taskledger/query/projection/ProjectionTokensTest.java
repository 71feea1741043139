package io.taskledger.query.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.taskledger.support.ApplicationTest;
import io.taskledger.support.Session;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;

/** Two instances that want to move one projection on. */
@ApplicationTest
@Timeout(60)
class ProjectionTokensTest {

    private final String projection = "of_" + UUID.randomUUID();
    private final JdbcTemplate database;
    private final TransactionManager transactions;
    private final ProjectionTokens one;
    private final ProjectionTokens other;
    private final String url;
    private final Session session;

    ProjectionTokensTest(
            @Autowired JdbcTemplate database,
            @Autowired TransactionManager transactions,
            @Autowired Serializer serializer,
            @Autowired Environment environment) {
        this.database = database;
        this.transactions = transactions;
        one = new ProjectionTokens(database, serializer);
        other = new ProjectionTokens(database, serializer);
        url = environment.getRequiredProperty("DATABASE_URL");
        session = Session.on(url);
    }

    @BeforeEach
    void begin() {
        transactions.executeInTransaction(() -> one.initializeTokenSegments(projection, 1, new GlobalSequenceTrackingToken(7)));
    }

    @AfterEach
    void end() {
        session.run("delete from token_entry where processor_name = '" + projection + "'");
        session.close();
    }

    @Test
    void a_claim_is_one_instances_until_it_expires_by_the_clock_of_postgresql() {
        assertThat(claim(one)).isEqualTo(new GlobalSequenceTrackingToken(7));
        assertThat(session.number("select extract(epoch from clock_timestamp() - timestamp::timestamptz)::int from token_entry where processor_name = '" + projection + "'"))
                .isBetween(-1L, 30L);
        session.run("update token_entry set timestamp = to_char(clock_timestamp() at time zone 'UTC' + interval '1 s', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"') where processor_name = '" + projection + "'");
        expectRefused(() -> claim(other));
        await().until(() -> available(other));
        claim(other);
        expectRefused(() -> transactions.executeInTransaction(() -> one.extendClaim(projection, 0)));
        expectRefused(() -> transactions.executeInTransaction(() -> one.storeToken(new GlobalSequenceTrackingToken(8), projection, 0)));
    }

    @Test
    void a_claim_that_is_given_up_is_free_at_once() {
        claim(one);
        transactions.executeInTransaction(() -> one.releaseClaim(projection, 0));
        assertThat(available(other)).isTrue();
        assertThat(claim(other)).isEqualTo(new GlobalSequenceTrackingToken(7));
    }

    @Test
    void times_are_text_that_the_release_before_reads() {
        claim(one);
        assertThat(database.queryForObject("select timestamp from token_entry where processor_name = ?", String.class, projection))
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    }

    @Test
    void a_claim_dated_in_the_future_expires_when_nobody_extends_it() {
        session.run("update token_entry set owner = 'old', timestamp = '2999-01-01T00:00:00.000Z' where processor_name = '" + projection + "'");
        assertThat(available(other)).isFalse();
        session.run("update token_entry set timestamp = '2999-01-01T00:00:01.000Z' where processor_name = '" + projection + "'");
        assertThat(available(other)).as("it has been extended").isFalse();
        expectRefused(() -> claim(other));
        await().until(() -> available(other));
        claim(other);
    }

    @Test
    void a_claim_is_good_from_the_end_of_a_batch_however_long_that_took() {
        claim(one);
        String end = transactions.fetchInTransaction(() -> {
            one.storeToken(new GlobalSequenceTrackingToken(8), projection, 0);
            database.queryForList("select pg_sleep(0.6)::text");
            String before = database.queryForObject("select clock_timestamp()::timestamptz(3) - interval '1 ms'", String.class);
            ProjectionHandler.tell(database, new Progress(projection, 8, 0));
            return before;
        });
        assertThat(session.number("select count(*) from token_entry"
                + " where timestamp::timestamptz >= '" + end + "' and processor_name = '" + projection + "'"))
                .isOne();
    }

    @Test
    void no_claim_waits_for_whoever_holds_the_row() {
        claim(one);
        session.run("begin");
        session.run("select from token_entry where processor_name = '" + projection + "' for update");
        transactions.executeInTransaction(() -> one.extendClaim(projection, 0));
        expectRefused(() -> claim(one));
        session.run("rollback");
    }

    @Test
    void a_holder_that_stands_still_in_the_middle_of_an_answer_is_ended() throws SQLException {
        try (Connection holder = DriverManager.getConnection(url)) {
            holder.setAutoCommit(false);
            try (Statement statement = holder.createStatement(); Session another = Session.on(url)) {
                another.run("begin");
                another.run("select from token_entry where processor_name = '" + projection + "' for key share"); // xmax names both then
                statement.execute("set local idle_in_transaction_session_timeout = 0");
                statement.execute("update token_entry set owner = owner where processor_name = '" + projection + "'");
            }
            CopyOut unread = holder.unwrap(PGConnection.class).getCopyAPI().copyOut("copy (select repeat('a', 1000000) from generate_series(1, 1000)) to stdout");
            assertThat(unread.isActive()).isTrue();
            await().atMost(Duration.ofSeconds(50)).until(() -> {
                try {
                    claim(other);
                    return true;
                } catch (UnableToClaimTokenException _) {
                    return false;
                }
            });
        }
    }

    private @Nullable TrackingToken claim(ProjectionTokens instance) {
        return transactions.fetchInTransaction(() -> instance.fetchToken(projection, Segment.ROOT_SEGMENT));
    }

    private boolean available(ProjectionTokens instance) {
        return !transactions.fetchInTransaction(() -> instance.fetchAvailableSegments(projection)).isEmpty();
    }

    private static void expectRefused(Runnable claim) {
        assertThatExceptionOfType(UnableToClaimTokenException.class).isThrownBy(claim::run);
    }
}

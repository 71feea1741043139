package io.taskledger.query.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import io.taskledger.support.ApplicationTest;
import io.taskledger.support.Session;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.serialization.Serializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Two instances that want to move one projection on. */
@ApplicationTest
@Timeout(60)
class ProjectionTokensTest {

    private final String projection = "of_" + UUID.randomUUID();
    private final Set<String> projections = Set.of(projection);
    private final JdbcTemplate database;
    private final TransactionManager transactions;
    private final Serializer serializer;
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
        this.serializer = serializer;
        one = new ProjectionTokens(database, serializer, projections);
        other = new ProjectionTokens(database, serializer, projections);
        url = environment.getRequiredProperty("DATABASE_URL");
        session = Session.on(url);
    }

    @BeforeEach
    void begin() {
        insert(projection, "GlobalSequenceTrackingToken", "{\"globalIndex\": 7}");
    }

    private void insert(String name, String type, String token) {
        session.run("""
                insert into token_entry (processor_name, segment, token, token_type, timestamp)
                values ('%s', 0, '%s', 'org.axonframework.eventhandling.%s', %s)
                """.formatted(name, token, type, ProjectionTokens.NOW));
    }

    @AfterEach
    void end() {
        session.run("delete from token_entry where processor_name like '" + projection + "%'");
        session.close();
    }

    @Test
    void a_claim_is_one_instances_until_it_expires_by_the_clock_of_postgresql() {
        assertThat(claim(one)).containsExactly(entry(projection, 7L));
        assertThat(session.number("select extract(epoch from clock_timestamp() - timestamp::timestamptz)::int from token_entry where processor_name = '" + projection + "'"))
                .isBetween(-1L, 30L);
        session.run("update token_entry set timestamp = to_char(clock_timestamp() at time zone 'UTC' + interval '1 s', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"') where processor_name = '" + projection + "'");
        expectRefused(other);
        await().until(() -> available(other));
        assertThat(claim(other)).hasSize(1);
        assertThat(extend(one)).isFalse();
        assertThatExceptionOfType(ClaimLost.class).isThrownBy(
                () -> transactions.executeInTransaction(() -> one.hold(Map.of(projection, 7L))));
        transactions.executeInTransaction(() -> one.store(projections, 8));
        assertThat(claim(other)).as("the position").containsExactly(entry(projection, 7L));
    }

    @Test
    void a_claim_on_a_position_that_postgresql_has_lost_is_lost() {
        claim(one);
        assertThat(extend(one)).isTrue();
        session.run("update token_entry set token = '{\"globalIndex\":6}' where processor_name = '" + projection + "'");
        assertThat(extend(one)).isFalse();
        assertThatExceptionOfType(ClaimLost.class).isThrownBy(
                () -> transactions.executeInTransaction(() -> one.hold(Map.of(projection, 7L))));
        assertThat(claim(one)).containsExactly(entry(projection, 6L));
    }

    @Test
    void a_claim_that_is_given_up_is_free_at_once() {
        claim(one);
        transactions.executeInTransaction(() -> one.release(projections));
        assertThat(available(other)).isTrue();
        assertThat(claim(other)).containsExactly(entry(projection, 7L));
    }

    @Test
    void a_projection_without_a_position_begins_before_the_first_event() {
        session.run("delete from token_entry where processor_name = '" + projection + "'");
        assertThat(available(one)).isFalse();
        assertThat(available(other)).isTrue();
        assertThat(claim(one)).containsExactly(entry(projection, 0L));
    }

    @ParameterizedTest
    @CsvSource({"'', 9", "'4,7', 3"})
    void positions_of_an_older_release_are_read_as_numbers_below_which_nothing_is_missing(String gaps, long position) {
        Set<Long> missing = Stream.of(gaps.split(",")).filter(gap -> !gap.isEmpty()).map(Long::valueOf).collect(Collectors.toSet());
        String old = serializer.serialize(GapAwareTrackingToken.newInstance(9, new TreeSet<>(missing)), String.class).getData();
        session.run("delete from token_entry where processor_name = '" + projection + "'");
        insert(projection, "GapAwareTrackingToken", old);
        assertThat(claim(one)).containsExactly(entry(projection, position));
    }

    @Test
    void all_projections_of_a_release_are_claimed_together() {
        Release release = release("z");
        assertThat(claim(release, release.one)).hasSize(2);
        assertThat(look(release, release.other)).satisfies(claims -> {
            assertThat(claims.free()).isEmpty();
            assertThat(claims.areForPeer()).isTrue();
        });
    }

    @Test
    void where_an_instance_has_the_first_the_others_are_for_it() {
        Release release = release("z");
        transactions.executeInTransaction(() -> release.one.claim(projections));
        transactions.executeInTransaction(() -> release.other.claim(Set.of(release.second)));
        assertThat(look(release, release.other).areForPeer()).isTrue();
        assertThat(look(release, release.one).areForPeer()).isFalse();

        transactions.executeInTransaction(() -> release.other.release(release.both));
        assertThat(look(release, release.one).free()).isEqualTo(release.both);
    }

    @Test
    void what_an_instance_of_another_release_has_is_left_to_it_and_the_rest_is_claimed() {
        Release release = release("z");
        claim(other); // an instance that has other projections beside this one
        assertThat(look(release, release.one)).satisfies(claims -> {
            assertThat(claims.areForPeer()).isFalse();
            assertThat(claims.free()).containsExactly(release.second);
        });
        assertThat(claim(release, release.one)).containsOnlyKeys(release.second);
        transactions.executeInTransaction(() -> other.release(projections));
        assertThat(claim(release, release.one)).containsOnlyKeys(projection, release.second);
    }

    /** Two instances of a release that has one more projection, whose name comes later. */
    private Release release(String second) {
        insert(projection + second, "GlobalSequenceTrackingToken", "{\"globalIndex\": 5}");
        Set<String> both = Set.of(projection, projection + second);
        return new Release(
                new ProjectionTokens(database, serializer, both), new ProjectionTokens(database, serializer, both), projection + second, both);
    }

    private record Release(ProjectionTokens one, ProjectionTokens other, String second, Set<String> both) {}

    private ProjectionTokens.Claims look(Release release, ProjectionTokens instance) {
        return transactions.fetchInTransaction(() -> instance.look(release.both));
    }

    private Map<String, Long> claim(Release release, ProjectionTokens instance) {
        return transactions.fetchInTransaction(() -> instance.claim(instance.look(release.both).free()));
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
        expectRefused(other);
        await().until(() -> available(other));
        assertThat(claim(other)).hasSize(1);
    }

    @Test
    void no_claim_waits_for_whoever_holds_the_row() {
        claim(one);
        session.run("begin");
        session.run("select from token_entry where processor_name = '" + projection + "' for update");
        assertThat(extend(one)).isTrue();
        expectRefused(one);
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
            await().atMost(Duration.ofSeconds(50)).until(() -> !claim(other).isEmpty());
        }
    }

    private Map<String, Long> claim(ProjectionTokens instance) {
        return transactions.fetchInTransaction(() -> instance.claim(projections));
    }

    private boolean extend(ProjectionTokens instance) {
        return transactions.fetchInTransaction(() -> instance.extend(Map.of(projection, 7L)));
    }

    private boolean available(ProjectionTokens instance) {
        return transactions.fetchInTransaction(() -> instance.look(projections)).free().contains(projection);
    }

    private void expectRefused(ProjectionTokens instance) {
        assertThat(claim(instance)).isEmpty();
    }
}

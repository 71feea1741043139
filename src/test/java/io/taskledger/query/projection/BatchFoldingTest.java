package io.taskledger.query.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import io.taskledger.kernel.TaskEvent;
import io.taskledger.kernel.TaskEvent.TaskCreated;
import io.taskledger.kernel.TaskEvent.TaskRenamed;
import io.taskledger.kernel.TaskId;
import io.taskledger.kernel.Title;
import io.taskledger.kernel.UserId;
import io.taskledger.query.audit.AuditProjection;
import io.taskledger.query.projection.LiveEvents.Batch;
import io.taskledger.query.projection.RecordedEvent.Origin;
import io.taskledger.support.RoundTrips;
import io.taskledger.support.Session;
import io.taskledger.support.TestPostgres;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/** Two projections, one of which keeps history and one of which does not, that are fed together. */
@Timeout(120)
class BatchFoldingTest {

    private static final Instant START = Instant.parse("2026-01-16T09:30:00.123456Z");
    private static final List<Projection<?>> PROJECTIONS = List.of(new AuditProjection(), new RenamesProjection());
    private static final Set<String> BOTH = Set.of("audit", "renames");

    private final String url = TestPostgres.newDatabase();
    private final Session session = Session.on(url);
    private final HikariDataSource pool = new HikariDataSource();
    private final Map<UUID, Long> versions = new TreeMap<>();
    private final DataSource connections = new LazyConnectionDataSourceProxy(pool); // as in the application
    private final JdbcTemplate database = new JdbcTemplate(connections);
    private final TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(connections));
    private final Serializer serializer = Jackson3Serializer.builder().build();
    private final ProjectionTokens tokens = new ProjectionTokens(database, serializer, BOTH);
    private final DeadLetters deadLetters = new DeadLetters(database);
    private final ProjectionProgress progress = new ProjectionProgress(PROJECTIONS, deadLetters);
    private long position;

    @BeforeEach
    void migrate() {
        Flyway.configure().dataSource(url, null, null)
                .javaMigrations(PROJECTIONS.stream().map(ProjectionMigration::new).toArray(ProjectionMigration[]::new))
                .load()
                .migrate();
        pool.setJdbcUrl(RoundTrips.countedOn(url));
        pool.setAutoCommit(false);
        pool.setMaximumPoolSize(1);
        RenamesProjection.POISON.set("");
    }

    @AfterEach
    void close() {
        RenamesProjection.POISON.set("");
        pool.close();
        session.close();
    }

    @Test
    void a_batch_of_first_events_takes_one_round_trip_with_its_commit() {
        BatchFolding folding = claim();
        for (int i = 0; i < 10; i++) { // also when the driver has prepared the statements on the server
            Batch batch = batch(created(), created(), created());
            assertThat(RoundTrips.during(() -> folding.fold(batch))).isEqualTo(1);
        }
        assertThat(session.number("select count(*) from renames")).isEqualTo(30);
        assertThat(session.number("select count(*) from audit")).isEqualTo(30);
        expectPositions(30, 30);
    }

    @Test
    void a_batch_of_later_events_takes_two_round_trips() {
        BatchFolding folding = claim();
        TaskCreated task = created();
        folding.fold(batch(task));
        for (int i = 1; i <= 10; i++) {
            Batch batch = batch(renamed(task, "title " + i), created());
            assertThat(RoundTrips.during(() -> folding.fold(batch))).isEqualTo(2);
        }
        assertThat(session.number("select count from renames where task = '" + task.taskId().value() + "'")).isEqualTo(10);
        assertThat(session.number("select count(*) from audit where task_id = '" + task.taskId().value() + "'")).isEqualTo(11);
    }

    /** What begins and ends the transaction, its time-outs, what stores; and for later events what is held, and a load a projection. */
    @Test
    void a_batch_has_few_statements() {
        BatchFolding folding = claim();
        TaskCreated task = created();
        Batch first = batch(task);
        Batch second = batch(renamed(task, "renamed"));
        assertThat(RoundTrips.statementsDuring(() -> folding.fold(first))).isEqualTo(4);
        assertThat(RoundTrips.statementsDuring(() -> folding.fold(second))).isEqualTo(7);
    }

    @Test
    void one_transaction_stores_all_and_its_commit_does_not_wait_for_the_disk() {
        session.run("create table seen as select 0::bigint as transaction, ''::text as settings where false");
        session.run("""
                create function see() returns trigger language plpgsql as $$ begin
                    insert into seen values (pg_current_xact_id()::text::bigint, concat_ws(' ', current_setting('lock_timeout'),
                        current_setting('statement_timeout'), current_setting('idle_in_transaction_session_timeout'),
                        current_setting('synchronous_commit'), current_setting('transaction_isolation')));
                    return null;
                end $$
                """);
        for (String table : List.of("audit", "renames", "token_entry")) {
            session.run("create trigger see after insert or update on " + table + " for each statement execute function see()");
        }
        BatchFolding folding = claim();
        session.run("truncate seen");
        TaskCreated task = created();
        folding.fold(batch(task));
        expectOneTransaction();
        folding.fold(batch(renamed(task, "renamed")));
        expectOneTransaction();
        assertThat(database.queryForObject("select current_setting('lock_timeout') || current_setting('synchronous_commit')", String.class))
                .as("outside of it").isEqualTo("0on");
    }

    private void expectOneTransaction() {
        assertThat(session.number("select count(distinct transaction) from seen")).isOne();
        assertThat(session.number("select count(*) from seen where settings = '3s 8s 2s off read committed'"))
                .isEqualTo(session.number("select count(*) from seen")).isGreaterThanOrEqualTo(3);
        session.run("truncate seen");
    }

    @Test
    void it_reads_what_is_committed_whatever_the_servers_default_is() {
        session.run("alter database " + url.replaceFirst(".*/(\\w+)\\?.*", "$1") + " set default_transaction_isolation = 'serializable'");
        session.run("create table seen as select ''::text as isolation where false");
        session.run("""
                create function see() returns trigger language plpgsql as
                $$ begin insert into seen values (current_setting('transaction_isolation')); return null; end $$
                """);
        BatchFolding folding = claim();
        session.run("create trigger see after insert on renames for each statement execute function see()");
        folding.fold(batch(created()));
        assertThat(session.number("select count(*) from seen where isolation = 'read committed'")).isOne();
    }

    @Test
    void a_projection_that_is_ahead_is_given_only_what_it_lacks() {
        Batch all = batch(created(), created(), created(), created());
        claim().fold(new Batch(all.deliveries().subList(0, 2), 2));
        session.run("update token_entry set token = '{\"globalIndex\": 0}' where processor_name = 'audit'");
        session.run("delete from audit");
        session.run("delete from renames"); // so that what is folded again would be seen

        BatchFolding folding = claim();
        assertThat(folding.position()).isZero();
        folding.fold(new Batch(all.deliveries().subList(0, 1), 1));
        expectPositions(1, 2);
        folding.fold(new Batch(all.deliveries().subList(1, 4), 4));
        expectPositions(4, 4);
        assertThat(session.number("select count(*) from audit")).isEqualTo(4);
        assertThat(session.number("select count(*) from renames")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void an_instance_that_has_lost_one_claim_stores_nothing(boolean first) {
        BatchFolding folding = claim();
        TaskCreated task = created();
        folding.fold(batch(task));
        session.run("update token_entry set owner = 'another' where processor_name = 'renames'");
        Batch batch = batch(first ? created() : renamed(task, "renamed"));
        assertThatExceptionOfType(ClaimLost.class).isThrownBy(() -> folding.fold(batch));
        expectPositions(1, 1);
        assertThat(session.number("select count(*) from audit")).isOne();
        park("audit", created());
        assertThatExceptionOfType(ClaimLost.class).isThrownBy(() -> folding.fold(batch));
        expectPositions(1, 1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void what_another_parks_is_seen_by_the_next_batch(boolean alone) {
        BatchFolding folding = claim();
        TaskCreated task = created();
        folding.fold(batch(task));
        park("renames", task);
        folding.fold(alone ? batch(renamed(task, "renamed")) : batch(created(), renamed(task, "renamed")));
        assertThat(session.number("select version from renames where task = '" + task.taskId().value() + "'")).isZero();
        assertThat(session.number("select max(version) from audit where task_id = '" + task.taskId().value() + "'")).isOne();
        assertThat(session.number("select count(*) from renames")).isEqualTo(alone ? 1 : 2);
        expectPositions(position, position);
        assertThat(progress.known().get("renames")).isEqualTo(new Progress("renames", position, 1));
        assertThat(progress.known().get("audit")).isEqualTo(new Progress("audit", position, 0));

        session.run("delete from dead_letter");
        folding.fold(batch(created()));
        assertThat(progress.known().get("renames")).isEqualTo(new Progress("renames", position, 0));
        Batch next = batch(created());
        assertThat(RoundTrips.during(() -> folding.fold(next))).as("nothing is parked any more").isEqualTo(1);
    }

    @Test
    void what_another_parks_is_seen_where_all_events_are_first_ones() {
        BatchFolding folding = claim();
        folding.fold(batch(created()));
        TaskCreated task = created();
        park("audit", task);
        folding.fold(batch(task));
        assertThat(session.number("select count(*) from audit where task_id = '" + task.taskId().value() + "'")).isZero();
        assertThat(session.number("select count(*) from renames where task = '" + task.taskId().value() + "'")).isOne();
    }

    /** A process of PostgreSQL's that dies takes with it the last commits that did not wait for the disk. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void where_postgresql_has_lost_the_last_batch_the_next_is_not_stored(boolean first) {
        BatchFolding folding = claim();
        TaskCreated task = created();
        folding.fold(batch(task));
        Batch lost = batch(created());
        session.run("create table before as select * from token_entry");
        folding.fold(lost);
        session.run("update token_entry set token = before.token from before where before.processor_name = token_entry.processor_name");
        session.run("delete from audit where position = 2");
        session.run("delete from renames where task <> '" + task.taskId().value() + "'");

        Batch next = batch(first ? created() : renamed(task, "renamed"));
        assertThatExceptionOfType(ClaimLost.class).isThrownBy(() -> folding.fold(next));
        assertThat(session.number("select count(*) from audit")).isOne();
        BatchFolding again = claim();
        assertThat(again.position()).isOne();
        again.fold(lost);
        again.fold(next);
        assertThat(session.number("select count(*) from audit")).isEqualTo(3);
        expectPositions(3, 3);
    }

    private void park(String projection, TaskCreated task) {
        session.run("insert into dead_letter (projection, task, version, position, cause) values ('%s', '%s', 0, 0, 'a test')"
                .formatted(projection, task.taskId().value()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"poison", "poison, too deep", "poison, without its class", "refused"})
    void an_event_that_one_projection_can_not_fold_parks_its_task_there_alone(String title) {
        RenamesProjection.POISON.set("poison");
        BatchFolding folding = claim();
        TaskCreated sick = created();
        TaskCreated well = created();
        folding.fold(batch(sick, well));
        folding.fold(batch(renamed(well, "first"), renamed(sick, title), renamed(well, "second")));
        assertThat(session.number("select version from renames where task = '" + sick.taskId().value() + "'")).isZero();
        assertThat(session.number("select version from renames where task = '" + well.taskId().value() + "'")).isEqualTo(2);
        assertThat(session.number("select count(*) from audit")).isEqualTo(5);
        assertThat(session.number("select count(*) from dead_letter where projection = 'renames'")).isOne();
        assertThat(session.number("select count(*) from dead_letter")).isOne();
        expectPositions(5, 5);
        assertThat(progress.known().get("renames")).isEqualTo(new Progress("renames", 5, 1));
    }

    @Test
    void a_claim_is_good_from_the_end_of_a_batch_however_long_that_took() {
        BatchFolding folding = claim();
        session.run("create table slept as select clock_timestamp() as until where false");
        session.run("""
                create function sleep() returns trigger language plpgsql as
                $$ begin perform pg_sleep(0.6); insert into slept values (clock_timestamp()); return new; end $$
                """);
        session.run("create trigger sleep before insert on renames for each row execute function sleep()");
        TaskCreated task = created();
        folding.fold(batch(task));
        expectClaimedAfterSleep();
        folding.fold(batch(renamed(task, "renamed")));
        expectClaimedAfterSleep();
        park("renames", created());
        folding.fold(batch(renamed(task, "again")));
        expectClaimedAfterSleep();
    }

    private void expectClaimedAfterSleep() {
        assertThat(session.number("""
                select extract(epoch from (max(until) - (select min(timestamp::timestamptz) from token_entry)) * 1000)::int from slept
                """)).isLessThanOrEqualTo(1);
    }

    @Test
    void other_instances_are_told_of_each_projection_in_the_same_transaction() {
        BatchFolding folding = claim();
        session.run("listen " + ProjectionProgress.CHANNEL);
        folding.fold(batch(created()));
        assertThat(session.heard()).containsExactlyInAnyOrder("audit 1 0", "renames 1 0");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void however_it_is_delivered_the_rows_are_the_same(long seed) {
        var random = new Random(seed);
        List<Delivery> all = history(random);
        claim().fold(new Batch(all, all.size()));
        List<@Nullable String> once = rows();
        session.run("truncate audit, renames");
        for (int reached = 0; reached < all.size(); ) {
            int from = random.nextInt(reached + 1);
            int to = Math.min(all.size(), reached + random.nextInt(7));
            for (String projection : BOTH) { // as where each was fed by itself
                session.run("update token_entry set token = '{\"globalIndex\": %d}' where processor_name = '%s'"
                        .formatted(random.nextInt(Math.min(from, to) + 1), projection));
            }
            BatchFolding folding = claim();
            folding.fold(new Batch(all.subList((int) folding.position(), to), to));
            reached = Math.max(reached, to);
        }
        assertThat(rows()).isEqualTo(once);
        assertThat(session.number("select count(*) from dead_letter")).isZero();
    }

    private List<Delivery> history(Random random) {
        List<TaskCreated> tasks = IntStream.range(0, 5).mapToObj(_ -> created()).toList();
        List<TaskEvent> events = new ArrayList<>(tasks);
        IntStream.range(0, 55).forEach(i -> events.add(renamed(tasks.get(random.nextInt(tasks.size())), "title " + i)));
        return batch(events.toArray(TaskEvent[]::new)).deliveries();
    }

    private List<@Nullable String> rows() {
        return database.queryForList("select audit::text from audit union all select renames::text from renames order by 1", String.class);
    }

    private BatchFolding claim() {
        Map<String, Long> positions = transaction.execute(_ -> {
            tokens.look(BOTH);
            return tokens.claim(BOTH);
        });
        assertThat(positions).containsOnlyKeys(BOTH);
        return new BatchFolding(PROJECTIONS, positions, new BatchFolding.Around(tokens, deadLetters, progress, database, transaction));
    }

    private void expectPositions(long audit, long renames) {
        String position = "select (token::json ->> 'globalIndex')::int from token_entry where processor_name = '%s'";
        assertThat(session.number(position.formatted("audit"))).isEqualTo(audit);
        assertThat(session.number(position.formatted("renames"))).isEqualTo(renames);
    }

    private static TaskCreated created() {
        return new TaskCreated(new TaskId(UUID.randomUUID()), new UserId("ann"), new Title("Buy milk"), null);
    }

    private static TaskRenamed renamed(TaskCreated task, String title) {
        return new TaskRenamed(task.taskId(), new Title(title));
    }

    /** The next events. */
    private Batch batch(TaskEvent... events) {
        List<Delivery> deliveries = new ArrayList<>();
        for (TaskEvent event : events) {
            UUID task = event.taskId().value();
            long at = ++position;
            long version = versions.merge(task, 0L, (before, _) -> before + 1);
            Supplier<Origin> origin = () -> new Origin("ann", "request");
            var recorded = new RecordedEvent(at, UUID.randomUUID(), version, START.plusSeconds(at), origin, event);
            deliveries.add(new Delivery(at, task, version, recorded.origin(), () -> recorded));
        }
        return new Batch(deliveries, position);
    }
}

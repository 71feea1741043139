package io.taskledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskledger.rebuild.Operator;
import io.taskledger.support.Answer;
import io.taskledger.support.Api;
import io.taskledger.support.BesideOthers;
import io.taskledger.support.Json;
import io.taskledger.support.PausedStatements;
import io.taskledger.support.RunningService;
import io.taskledger.support.Session;
import io.taskledger.support.TestPostgres;
import io.taskledger.support.Tokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * An instance that stands still ({@code kill -STOP}) for as long as it likes, wherever it was, with its connections open: the other one
 * goes on meanwhile. Why it does is asserted in {@code TransactionTimeoutsTest}; here that nothing waits for the first to go on.
 */
@BesideOthers
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no signals")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FrozenInstanceTest {

    /** Seconds are promised; who waited for the frozen process would wait for ever. */
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

    private final String url = TestPostgres.newDatabase();
    private final Session session = Session.on(url);
    private List<RunningService> services = List.of();
    private final PausedStatements statements = new PausedStatements(session);

    @BeforeAll
    void start() {
        Map<String, String> environment = Map.of("DATABASE_URL", url, "BETTER_AUTH_SECRET", Tokens.SECRET);
        services = List.of(RunningService.start(environment), RunningService.start(environment));
        List.of("token_entry", "domain_event_entry", "dead_letter", "idempotency_key").forEach(statements::canPause);
        await().atMost(LONG_ENOUGH).until(() -> services.stream().allMatch(FrozenInstanceTest::isReady));
    }

    /** A test that fails leaves no frozen process to the next one. */
    @AfterEach
    void thawAll() throws IOException, InterruptedException {
        statements.letGo();
        for (RunningService service : services) {
            service.thaw();
        }
    }

    @AfterAll
    void stop() throws IOException, InterruptedException {
        statements.close();
        for (RunningService service : services) {
            service.thaw();
            service.close();
        }
        session.close();
    }

    @Test
    void the_other_folds_on_when_it_freezes_again_and_again() throws Exception {
        for (int time = 1; time <= 4; time++) {
            RunningService frozen = holder();
            frozen.freeze();
            expectOtherToGoOn(frozen);
            thaw(frozen);
        }
        expectNoDifferences();
    }

    @ParameterizedTest
    @ValueSource(strings = {"token_entry", "domain_event_entry"})
    void the_other_folds_on_when_it_freezes_in_a_transaction_on(String table) throws Exception {
        RunningService frozen = holder();
        statements.pause(table);
        Thread command = Thread.startVirtualThread(() -> as("ann", frozen).with("Idempotency-Key", UUID.randomUUID().toString())
                .post("/api/tasks", Json.object("title", "sent before it froze")));
        statements.awaitOne();
        frozen.freeze();
        statements.letGo();
        expectOtherToGoOn(frozen);
        thaw(frozen);
        command.join();
        expectNoDifferences();
    }

    @Test
    void the_other_folds_on_when_it_freezes_in_a_retry_of_dead_letters() throws Exception {
        RunningService frozen = holder();
        String task = as("ann", frozen).create("parked").id();
        session.run("insert into dead_letter (projection, task, version, position, cause)"
                + " values ('tasks_2', '" + task + "', 0, 1, 'a test')");
        statements.pause("dead_letter");
        Thread retry = Thread.startVirtualThread(() -> Operator.of(frozen.api()).api().post("/api/admin/projections/tasks/dead-letters/retry"));
        statements.awaitOne();
        frozen.freeze();
        statements.letGo();
        expectOtherToGoOn(frozen);
        thaw(frozen);
        retry.join();
        session.run("delete from dead_letter");
        expectNoDifferences();
    }

    @Test
    void the_other_answers_lists_when_it_freezes_in_the_swap_of_a_rebuild() throws Exception {
        Api ann = as("ann", services.getFirst());
        ann.create("listed");
        statements.pause("swap");
        Operator.of(services.getFirst().api()).api().post(Operator.path("tasks", "rebuild")).expect(202);
        statements.awaitOne();
        RunningService frozen = runner();
        frozen.freeze();
        statements.letGo();
        as("ann", otherThan(frozen)).get("/api/tasks").expect(200);
        expectOtherToGoOn(frozen);
        assertThat(Operator.of(otherThan(frozen).api()).end("tasks", "rebuild").get("status").stringValue()).as("the other goes on with it").isEqualTo("succeeded");
        thaw(frozen);
        expectNoDifferences();
    }

    private void expectOtherToGoOn(RunningService frozen) {
        Api ann = as("ann", otherThan(frozen));
        Answer created = ann.create("written meanwhile");
        await().atMost(LONG_ENOUGH).until(() -> ann.get(created.path()).status() == 200);
        assertThat(frozen.isAlive()).isTrue();
    }

    private void thaw(RunningService frozen) throws IOException, InterruptedException {
        frozen.thaw();
        await().atMost(LONG_ENOUGH).until(() -> isReady(frozen));
        Api ann = as("ann", frozen);
        Answer created = ann.create("written when it goes on");
        await().atMost(LONG_ENOUGH).until(() -> ann.get(created.path()).status() == 200);
    }

    private void expectNoDifferences() {
        for (String projection : List.of("tasks", "audit")) {
            assertThat(Operator.of(services.getFirst().api()).carryOut(projection, "verify").get("differences").longValue()).isZero();
        }
    }

    /** Of the claim on the projection that lists read. */
    private RunningService holder() {
        await().atMost(LONG_ENOUGH).until(() ->
                session.number("select count(*) from token_entry where processor_name = 'tasks_2' and owner is not null") == 1);
        return services.stream()
                .filter(service -> session.number("select count(*) from token_entry"
                        + " where processor_name = 'tasks_2' and owner like '" + service.pid() + "@%'") == 1)
                .findFirst()
                .orElseThrow();
    }

    /** Of the rebuild: its log has told of one more begin than end. */
    private RunningService runner() {
        return services.stream()
                .filter(service -> lines(service, "begins", "goes on") > lines(service, "is done", "ends here", "was interrupted"))
                .findFirst()
                .orElseThrow();
    }

    private static long lines(RunningService service, String... ends) {
        return service.log().lines()
                .filter(line -> line.contains("rebuild of projection tasks_2 ") && Stream.of(ends).anyMatch(line::contains)).count();
    }

    private RunningService otherThan(RunningService service) {
        return services.stream().filter(other -> other != service).findFirst().orElseThrow();
    }

    private static Api as(String user, RunningService service) {
        return service.api().as(user);
    }

    private static boolean isReady(RunningService service) {
        return service.api().get("/actuator/health/readiness").status() == 200;
    }
}

package io.taskledger.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskledger.support.Answer;
import io.taskledger.support.Api;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.Contract;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.TestPropertySource;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** The seed makes all decisions: {@code -Dfuzzing.seed=…} makes others, {@code -Dfuzzing.requests=…} more of them. */
@ApplicationTest
@TestPropertySource(properties = "of-its-own=fuzzing") // nobody else stores events in its database
class HostileRequestsTest {

    private static final int USERS = 8;
    private static final int REQUESTS = Integer.getInteger("fuzzing.requests", 21_000);

    /** They come of clients that are slow, or too quick; and of restores. */
    private static final Set<String> TIMED = Set.of("408", "410", "429");

    private final long seed = Long.getLong("fuzzing.seed", 1);
    private final Tally tally = new Tally();
    private final Api api;
    private final int port;
    private final JdbcTemplate database;

    HostileRequestsTest(@Autowired Api api, @LocalServerPort int port, @Autowired JdbcTemplate database) {
        this.api = api;
        this.port = port;
        this.database = database;
    }

    @Test
    void every_answer_is_declared_and_the_event_store_holds_exactly_what_was_acknowledged() throws InterruptedException {
        try {
            askAndCompare();
        } catch (AssertionError | ConditionTimeoutException e) {
            throw new AssertionError("again with -Dfuzzing.seed=" + seed + ": " + e.getMessage(), e);
        }
    }

    private void askAndCompare() throws InterruptedException {
        Answer document = api.get("/v3/api-docs").expect(200);
        List<DeclaredOperation> operations = DeclaredOperation.of(document.json());
        List<User> users = users();
        send(users, operations, new Lawful(new Contract(document::body), operations));
        assertThat(unseen(operations)).as("what was never answered: %s", tally).isEmpty();
        new StoredEvents(database).areThoseOf(users);
        new Shown(api).isWhatWasAcknowledged(users);
    }

    private List<User> users() {
        var others = new Others();
        return Stream.iterate(0, number -> number < USERS, number -> number + 1)
                .map(number -> new User(number, others, new Dice(seed, number)))
                .toList();
    }

    private void send(List<User> users, List<DeclaredOperation> operations, Lawful lawful) throws InterruptedException {
        var failed = new AtomicBoolean();
        try (var threads = Executors.newFixedThreadPool(USERS)) {
            List<Future<?>> clients = users.stream()
                    .<Future<?>>map(user -> threads.submit(() -> {
                        new Client(seed, user, port, operations, lawful, tally).send(REQUESTS / USERS, failed);
                        return null;
                    }))
                    .toList();
            for (Future<?> client : clients) {
                client.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }

    /** Each operation has to have worked, and every refusal to have been met, but for those that take more than a request. */
    private List<String> unseen(List<DeclaredOperation> operations) {
        Stream<String> successes = operations.stream()
                .flatMap(operation -> operation.responses().keySet().stream().map(status -> operation.id() + " " + status))
                .filter(answer -> answer.contains(" 2"))
                .filter(success -> !success.startsWith("cancel"));
        Stream<String> refusals = operations.stream().flatMap(operation -> operation.responses().keySet().stream())
                .filter(status -> status.startsWith("4") && !TIMED.contains(status))
                .map(status -> " " + status);
        return Stream.concat(successes, refusals).distinct()
                .filter(answer -> tally.seen().stream().noneMatch(seen -> seen.endsWith(answer)))
                .toList();
    }
}

package io.taskledger.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskledger.support.Answer;
import io.taskledger.support.Api;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.CountedPool;
import io.taskledger.support.RoundTrips;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** How often the thread of a request asks PostgreSQL, from its token to its answer, for each query of the contract. */
@ApplicationTest
@Import(CountedPool.class)
@DirtiesContext
class QueryRoundTripsTest {

    private static final int TIMES = 12;

    /** To begin, two to enter, the query, and to commit. */
    private static final int STATEMENTS_OF_A_QUERY = 5;

    private final Api api;
    private final Answer task;

    QueryRoundTripsTest(@Autowired Api api) {
        this.api = api;
        task = api.as("ann").create("Buy milk");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "/api/tasks", "/api/tasks?limit=1000&completed=false&sort=title", "/api/tasks?q=milk", "/api/tasks/{id}", "/api/tasks/summary",
        "/api/tasks/{id}/history", "/api/audit", "/api/audit?type=created&from=2026-01-01T00:00:00Z&to=2030-01-01T00:00:00Z", "/api/changes"
    })
    void a_query_takes_one(String path) {
        assertThat(cost(path.replace("{id}", task.id()), 200)).isEqualTo(new RoundTrips.Cost(1, STATEMENTS_OF_A_QUERY));
    }

    @Test
    void later_pages_do_too() {
        api.as("ann").create("Sell milk");
        for (String list : List.of("/api/tasks", "/api/audit")) {
            String cursor = api.as("ann").get(list + "?limit=1").json().get("next_cursor").stringValue();
            assertThat(cost(list + "?limit=1&cursor=" + cursor, 200)).isEqualTo(new RoundTrips.Cost(1, STATEMENTS_OF_A_QUERY));
        }
        String since = api.as("ann").get("/api/changes?limit=1").json().get("next_since").stringValue();
        assertThat(cost("/api/changes?since=" + since, 200)).isEqualTo(new RoundTrips.Cost(1, STATEMENTS_OF_A_QUERY));
    }

    /** Where there is no such task, one more tells whether it is another's. */
    @Test
    void what_the_caller_is_not_shown_takes_two() {
        Answer bobs = api.as("bob").create("Sell milk");
        var twice = new RoundTrips.Cost(2, 2 * STATEMENTS_OF_A_QUERY);
        assertThat(cost(bobs.path(), 403)).isEqualTo(twice);
        assertThat(cost("/api/tasks/00000000-0000-7000-8000-000000000000", 404)).isEqualTo(twice);
    }

    @Test
    void a_token_alone_takes_none() {
        assertThat(cost("/api/me", 200)).isEqualTo(new RoundTrips.Cost(0, 0));
    }

    @Test
    void neither_does_what_is_refused() {
        assertThat(cost("/api/tasks?limit=0", 422)).isEqualTo(new RoundTrips.Cost(0, 0));
        assertThat(cost("/api/tasks/nonsense", 400)).isEqualTo(new RoundTrips.Cost(0, 0));
        assertThat(cost("/api/admin/projections", 403)).isEqualTo(new RoundTrips.Cost(0, 0));
    }

    /** The least of those after which the driver has prepared the statements on the server: a pool asks now and then whether a connection still lives. */
    private RoundTrips.Cost cost(String path, int status) {
        List<RoundTrips.Cost> costs = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            costs.add(RoundTrips.ofRequests(() -> api.as("ann").get(path).expect(status)));
        }
        return costs.subList(TIMES / 2, TIMES).stream().min(Comparator.comparingInt(RoundTrips.Cost::trips)).orElseThrow();
    }
}

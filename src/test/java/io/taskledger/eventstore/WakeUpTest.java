package io.taskledger.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.Collections;
import java.util.List;

/** Who waits for events hears of them, from this process or another, and whatever happens to the connection that listens. */
class WakeUpTest {

    private static final String LISTENERS = """
            select pid from pg_stat_activity where datname = current_database() and application_name = 'listener'
            """;

    private final String database = EventStoreFixture.newDatabase();
    private final EventStoreProcess here = new EventStoreProcess(database, database + "&ApplicationName=listener");
    private final EventStoreProcess there = new EventStoreProcess(database, database + "&ApplicationName=listener");

    @AfterEach
    void close() {
        there.close();
        here.close();
    }

    @Test
    void commits_of_another_process_are_heard_of() {
        awaitListening();
        long heardBefore = here.wakeUps(WakeUpCause.NOTIFICATION);
        try (EventReader reader = EventReader.ofStream(here.store)) {
            for (int i = 0; i < 20; i++) {
                there.note("note " + i);
            }
            await().untilAsserted(() -> assertThat(reader.texts()).isEqualTo(there.texts()));
        }
        await().until(() -> here.wakeUps(WakeUpCause.NOTIFICATION) > heardBefore);
    }

    @Test
    void a_listener_that_is_killed_comes_back_and_nothing_is_missed_meanwhile() {
        awaitListening();
        try (EventReader reader = EventReader.ofStream(here.store)) {
            there.note("before");
            await().untilAsserted(() -> assertThat(reader.texts()).containsExactly("before"));
            List<Integer> killed = listeners();
            assertThat(killed).hasSize(2);
            kill(killed);
            there.note("meanwhile");
            await().untilAsserted(() -> assertThat(reader.texts()).containsExactly("before", "meanwhile"));

            await().until(() -> listeners().size() == 2 && Collections.disjoint(listeners(), killed));
            awaitListening();
            long heardBefore = here.wakeUps(WakeUpCause.NOTIFICATION);
            there.note("after");
            await().untilAsserted(() -> assertThat(reader.texts()).containsExactly("before", "meanwhile", "after"));
            await().until(() -> here.wakeUps(WakeUpCause.NOTIFICATION) > heardBefore);
        }
    }

    @Test
    void one_is_not_woken_by_what_one_says_oneself() {
        awaitListening();
        long heardBefore = here.wakeUps(WakeUpCause.NOTIFICATION);
        long heardThere = there.wakeUps(WakeUpCause.NOTIFICATION);
        for (int i = 0; i < 20; i++) {
            here.note("note " + i);
        }
        await().until(() -> there.wakeUps(WakeUpCause.NOTIFICATION) > heardThere);
        assertThat(here.wakeUps(WakeUpCause.NOTIFICATION)).isEqualTo(heardBefore);
        assertThat(here.wakeUps(WakeUpCause.COMMIT)).isEqualTo(20);
    }

    @Test
    void while_nobody_can_listen_events_are_found_by_polling() {
        try (var deaf = new EventStoreProcess(database, "jdbc:postgresql://localhost:1/nowhere");
                EventReader reader = EventReader.ofStream(deaf.store)) {
            there.note("note");
            await().untilAsserted(() -> assertThat(reader.texts()).containsExactly("note"));
            assertThat(deaf.store.isListening()).isFalse();
            assertThat(deaf.wakeUps(WakeUpCause.NOTIFICATION)).isZero();
        }
    }

    private void awaitListening() {
        await().until(() -> here.store.isListening() && there.store.isListening());
    }

    private List<Integer> listeners() {
        return here.transactions.execute(_ -> here.sql.queryForList(LISTENERS, Integer.class));
    }

    private void kill(List<Integer> pids) {
        here.transactions.executeWithoutResult(_ -> pids.forEach(pid -> here.sql.queryForObject("select pg_terminate_backend(?)", Boolean.class, pid)));
    }
}

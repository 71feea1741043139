package io.taskledger.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskledger.support.Session;
import io.taskledger.support.TestPostgres;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an epoch is called, in databases of the release before names, and from then on. */
class EpochNameTest {

    private final String url = TestPostgres.newDatabase();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_database_of_the_release_before_is_in_its_first_epoch_unless_a_new_one_had_begun(boolean begun) {
        migrate("8");
        try (Session database = Session.on(url)) {
            database.run("""
                    insert into domain_event_entry
                        (aggregate_identifier, sequence_number, event_identifier, type, time_stamp, payload_type, payload, meta_data)
                    values ('milk', 0, 'a', 'Task', now(), 'TaskCreated', '{}', '{}')
                    """);
            if (begun) {
                database.run("select new_event_store_epoch()");
            }
            migrate("10");
            assertThat(isNamed(database)).isEqualTo(begun);
        }
    }

    @Test
    void every_new_epoch_has_another_name() {
        migrate("10");
        try (Session database = Session.on(url)) {
            assertThat(isNamed(database)).isFalse();
            database.run("create table names as select epoch::text as epoch, name from event_store_epoch");
            for (int i = 0; i < 3; i++) {
                database.run("select new_event_store_epoch()");
                database.run("insert into names select epoch::text, name from event_store_epoch");
            }
            assertThat(database.number("select count(distinct name) from names where length(name) > 0 and epoch like name || '%'")).isEqualTo(3);
        }
    }

    private static boolean isNamed(Session database) {
        return database.number("select length(name) from event_store_epoch") > 0;
    }

    private void migrate(String version) {
        Flyway.configure().dataSource(url, null, null).target(version).load().migrate();
    }
}

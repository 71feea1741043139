package io.taskledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskledger.eventstore.NamedEventSerializer;
import io.taskledger.eventstore.PositionedCommandBus;
import io.taskledger.eventstore.PostgresEventStorageEngine;
import io.taskledger.eventstore.PostgresEventStore;
import io.taskledger.support.ApplicationTest;
import jakarta.persistence.EntityManagerFactory;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.MergedTrackingToken;
import org.axonframework.eventhandling.MultiSourceTrackingToken;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.ConfigToken;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.hibernate.bytecode.spi.BytecodeProvider;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which parts are really in use: a default of Axon that creeps back would lose order, speed or events without a sound. */
@ApplicationTest
class WiringTest {

    private final Configuration axon;
    private final ApplicationContext context;

    WiringTest(@Autowired Configuration axon, @Autowired ApplicationContext context) {
        this.axon = axon;
        this.context = context;
    }

    @Test
    void events_are_stored_by_our_engine_and_wake_their_readers() {
        assertThat(axon.eventStore()).isInstanceOf(PostgresEventStore.class).isSameAs(axon.eventBus());
        assertThat(context.getBean(EventStorageEngine.class)).isInstanceOf(PostgresEventStorageEngine.class);
    }

    /** ByteBuddy, its default, makes classes for entities that are loaded or proxied: there are none. */
    @Test
    void hibernate_generates_no_classes() {
        var hibernate = context.getBean(EntityManagerFactory.class).unwrap(SessionFactoryImplementor.class);
        assertThat(hibernate.getServiceRegistry().getService(BytecodeProvider.class))
                .isInstanceOf(org.hibernate.bytecode.internal.none.BytecodeProviderImpl.class);
    }

    @Test
    void commands_run_in_this_process_in_transactions_of_plain_jdbc() {
        assertThat(context.getBean(CommandBus.class)).isInstanceOf(PositionedCommandBus.class);
        assertThat(context.getBean(org.axonframework.common.transaction.TransactionManager.class)).isInstanceOf(SpringTransactionManager.class);
        assertThat(context.getBeansOfType(org.axonframework.common.jpa.EntityManagerProvider.class)).isEmpty();
    }

    @Test
    void no_part_of_axon_keeps_positions() {
        assertThat(context.getBeansOfType(TokenStore.class)).isEmpty();
    }

    @Test
    void events_are_json_under_names_and_everything_else_is_jackson_3() {
        assertThat(axon.eventSerializer()).isInstanceOf(NamedEventSerializer.class);
        assertThat(axon.serializer()).isExactlyInstanceOf(Jackson3Serializer.class);
        assertThat(axon.messageSerializer()).isExactlyInstanceOf(Jackson3Serializer.class);
    }

    @Test
    void all_projections_are_fed_together_each_as_one_segment() {
        assertThat(axon.eventProcessingConfiguration().eventProcessors()).isEmpty();
        JdbcTemplate database = context.getBean(JdbcTemplate.class);
        await().untilAsserted(() ->
                assertThat(database.queryForList("select distinct owner from token_entry", String.class)).doesNotContainNull().hasSize(1));
        assertThat(database.queryForList("select processor_name || ' ' || segment from token_entry", String.class))
                .containsExactlyInAnyOrder("tasks_2 0", "audit 0");
    }

    @Test
    void the_schema_is_flyways() {
        JdbcTemplate database = context.getBean(JdbcTemplate.class);
        assertThat(new TreeSet<>(database.queryForList("select tablename from pg_tables where schemaname = 'public'", String.class)))
                .isEqualTo(new TreeSet<>(Set.of("audit", "cursor_key", "dead_letter", "domain_event_entry", "event_store_epoch",
                        "flyway_schema_history", "idempotency_key", "projection_job", "snapshot_event_entry", "tasks", "tasks_2", "token_entry")));
        assertThat(database.queryForObject("select count(*) from pg_largeobject_metadata", Long.class)).isZero();
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void every_kind_of_token_survives_its_serializer(TrackingToken token) {
        Serializer serializer = axon.serializer();
        SerializedObject<String> stored = serializer.serialize(token, String.class);
        assertThat(serializer.<String, TrackingToken>deserialize(stored)).isEqualTo(token);
    }

    static List<TrackingToken> tokens() {
        TrackingToken gaps = GapAwareTrackingToken.newInstance(9, new TreeSet<>(Set.of(3L, 7L)));
        TrackingToken plain = new GlobalSequenceTrackingToken(7);
        return Stream.of(
                        gaps,
                        plain,
                        new MergedTrackingToken(plain, new GlobalSequenceTrackingToken(9)),
                        new MultiSourceTrackingToken(new TreeMap<>(Map.of("one", plain, "two", gaps))),
                        new ConfigToken(Map.of("id", "abc")),
                        ReplayToken.createReplayToken(gaps),
                        ReplayToken.createReplayToken(plain, new GlobalSequenceTrackingToken(2)))
                .toList();
    }
}

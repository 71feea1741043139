package io.taskledger.bench;

import io.taskledger.kernel.TaskEvent.TaskCreated;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.serialization.Serializer;

import java.sql.SQLException;
import java.util.UUID;

/** The least SQL that could do the same, for pgbench. */
final class Yardstick {

    /** As the service makes them (RFC 9562, version 7), also where PostgreSQL has no function for it yet. */
    static final String NEW_TASK_ID = """
            encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid()) placing
                substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1), 'hex')::uuid""";

    static final String RANDOM_ID = "gen_random_uuid()";

    private Yardstick() {}

    /** A table like that of the events. */
    static void createTable(Database database) throws SQLException {
        database.execute("create schema yardstick", "create table yardstick.domain_event_entry (like public.domain_event_entry including all)");
    }

    /** @param id of the aggregate, as an expression */
    static String insert(String table, String id) {
        Serializer serializer = OurStore.serializer();
        DomainEventMessage<TaskCreated> event = SampleEvents.created(UUID.randomUUID());
        return """
                insert into %s (aggregate_identifier, sequence_number, event_identifier, type, time_stamp,
                    payload_type, payload_revision, payload, meta_data)
                values (%s, 0, gen_random_uuid(), 'Task', now(), 'TaskCreated', '1', '%s', '%s')
                """.formatted(
                        table, id,
                        event.serializePayload(serializer, String.class).getData(),
                        event.serializeMetaData(serializer, String.class).getData());
    }

    /** What the event store asks for a task of {@link GeneratedTasks}, any of so many, one in so many. */
    static String load(long tasks, long apart) {
        return """
                \\set n random(1, %d) * %d
                select 0::bigint as global_index, aggregate_identifier, sequence_number, event_identifier, type, time_stamp,
                    payload_type, payload_revision, payload, meta_data
                from snapshot_event_entry
                where aggregate_identifier = yardstick.task_id(:n)
                union all
                (
                    select global_index, aggregate_identifier, sequence_number, event_identifier, type, time_stamp,
                        payload_type, payload_revision, payload, meta_data
                    from domain_event_entry
                    where aggregate_identifier = yardstick.task_id(:n) and type is not null and sequence_number > coalesce(
                        (select sequence_number from snapshot_event_entry where aggregate_identifier = yardstick.task_id(:n)), -1)
                    order by sequence_number
                    limit 500
                )
                order by sequence_number
                """.formatted(tasks, apart);
    }
}

package io.taskledger.eventstore;

import static io.taskledger.eventstore.EventStoreFixture.event;
import static io.taskledger.eventstore.EventStoreFixture.newDatabase;
import static io.taskledger.eventstore.EventStoreFixture.payloads;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskledger.eventstore.EventStoreFixture.Noted;
import org.axonframework.eventhandling.TrackingEventStream;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.upcasting.event.EventUpcasterChain;
import org.axonframework.serialization.upcasting.event.IntermediateEventRepresentation;
import org.axonframework.serialization.upcasting.event.SingleEventUpcaster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** How an event of an older revision is read as today's class: what to do when a field of an event gets another name. */
class UpcasterTest {

    private final EventStoreFixture fixture = new EventStoreFixture(newDatabase(), TransactionBounds.DEFAULT,
            EventStoreFixture.format().with(new EventUpcasterChain(new RemarkIsText())));

    @BeforeEach
    void an_event_of_an_older_release_and_one_of_this() {
        fixture.sqlBeside().sql("""
                insert into domain_event_entry (aggregate_identifier, sequence_number, event_identifier, type, time_stamp,
                    payload_type, payload_revision, payload, meta_data)
                values ('milk', 0, 'e-1', 'Note', now(), 'Noted', '0', '{"remark": "two litres"}', '{"actor": "ann"}')
                """).update();
        fixture.engine().appendEvents(event("milk", 1, new Noted("one litre")));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void an_aggregate_is_loaded_from_both() {
        assertThat(payloads(fixture.engine().readEvents("milk").asStream()))
                .containsExactly(new Noted("two litres"), new Noted("one litre"));
        assertThat(fixture.engine().readEvents("milk").next().getMetaData()).containsEntry("actor", "ann");
    }

    @Test
    void a_reader_of_all_events_meets_both() {
        assertThat(payloads(fixture.engine().readEvents(null, false))).containsExactly(new Noted("two litres"), new Noted("one litre"));
    }

    @Test
    void a_consumer_that_waits_for_events_meets_both() throws InterruptedException {
        try (PostgresEventStore store = fixture.startStore(); TrackingEventStream stream = store.openStream(null)) {
            assertThat(stream.nextAvailable().getPayload()).isEqualTo(new Noted("two litres"));
            assertThat(stream.nextAvailable().getPayload()).isEqualTo(new Noted("one litre"));
        }
    }

    /** Revision 0 called the text a remark. */
    private static final class RemarkIsText extends SingleEventUpcaster {

        private static final SerializedType FROM = new SimpleSerializedType("Noted", "0");
        private static final SerializedType TO = new SimpleSerializedType("Noted", null);

        @Override
        protected boolean canUpcast(IntermediateEventRepresentation event) {
            return event.getType().equals(FROM);
        }

        @Override
        protected IntermediateEventRepresentation doUpcast(IntermediateEventRepresentation event) {
            return event.upcastPayload(TO, JsonNode.class, RemarkIsText::renamed);
        }

        private static JsonNode renamed(JsonNode payload) {
            var event = (ObjectNode) payload;
            return event.set("text", event.remove("remark"));
        }
    }
}

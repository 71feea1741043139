package io.taskledger.eventstore;

import static io.taskledger.eventstore.EventStoreFixture.event;
import static io.taskledger.eventstore.EventStoreFixture.events;
import static io.taskledger.eventstore.EventStoreFixture.newDatabase;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.taskledger.eventstore.EventStoreFixture.Counted;
import org.assertj.core.util.Throwables;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.axonframework.serialization.upcasting.event.IntermediateEventRepresentation;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** A stream that fails delivers what comes before the failure, and nothing behind it: no consumer reads on past what it missed. */
class FailingStreamTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final AtomicBoolean broken = new AtomicBoolean(true);

    @Test
    void what_comes_before_an_event_that_cannot_be_upcast_is_delivered_and_nothing_after_it() throws Exception {
        EventUpcaster upcaster = all -> all.map(event -> breaksAt(event, 5) ? fail() : event);
        try (var fixture = with(upcaster); PostgresEventStore store = fixture.startStore()) {
            fixture.engine().append(events("milk", 0, 10));
            TrackingToken token;
            try (TrackingEventStream stream = store.openStream(null)) {
                List<TrackedEventMessage<?>> delivered = take(stream, 5);
                assertThat(versions(delivered)).containsExactly(0L, 1L, 2L, 3L, 4L);
                assertThatIllegalStateException().isThrownBy(stream::nextAvailable).withMessage("broken");
                fixture.engine().append(List.of(event("milk", 10)));
                broken.set(false);
                assertThatIllegalStateException().as("it stays failed").isThrownBy(stream::nextAvailable);
                token = delivered.getLast().trackingToken();
            }
            try (TrackingEventStream again = store.openStream(token)) {
                assertThat(versions(take(again, 6))).containsExactly(5L, 6L, 7L, 8L, 9L, 10L);
            }
        }
    }

    @Test
    void what_is_made_of_one_event_is_delivered_together_or_not_at_all() throws Exception {
        EventUpcaster twice = all -> all.flatMap(event -> Stream.of(false, true).map(second -> second && breaksAt(event, 1) ? fail() : event));
        try (var fixture = with(twice); PostgresEventStore store = fixture.startStore()) {
            fixture.engine().append(events("milk", 0, 2));
            try (TrackingEventStream stream = store.openStream(null)) {
                assertThat(versions(take(stream, 2))).containsExactly(0L, 0L);
                assertThatIllegalStateException().isThrownBy(stream::nextAvailable);
            }
            try (EventPages pages = store.pagesAfter(0)) {
                assertThat(versions(pages.next(PATIENCE))).containsExactly(0L, 0L);
                assertThatIllegalStateException().isThrownBy(() -> pages.next(PATIENCE)).withMessage("broken");
                assertThatIllegalStateException().as("it stays failed").isThrownBy(() -> pages.next(PATIENCE));
            }
        }
    }

    @Test
    void interrupts_lose_nothing() {
        try (var fixture = new EventStoreFixture(newDatabase()); PostgresEventStore store = fixture.startStore();
                TrackingEventStream stream = store.openStream(null)) {
            fixture.engine().append(events("milk", 0, 1_600));
            List<TrackedEventMessage<?>> delivered = new ArrayList<>();
            while (delivered.size() < 1_600) {
                Thread.currentThread().interrupt();
                try {
                    delivered.add(stream.nextAvailable());
                } catch (EventStoreException | InterruptedException _) {
                    // the next call goes on where this one was interrupted
                }
                Thread.interrupted();
            }
            assertThat(versions(delivered)).isEqualTo(LongStream.range(0, 1_600).boxed().toList());
        }
    }

    @Test
    void a_stream_on_a_server_that_was_replaced_says_so() throws Exception {
        String database = newDatabase();
        try (var process = new EventStoreProcess(database)) {
            process.note("old 1");
            process.note("old 2");
            try (TrackingEventStream stream = process.store.openStream(null)) {
                assertThat(take(stream, 2)).hasSize(2);
                process.transactions.executeWithoutResult(_ -> process.sql.execute("truncate domain_event_entry restart identity"));
                process.note("new 1");
                process.note("new 2");
                process.note("new 3");
                process.engine.createHeadToken();
                assertThatExceptionOfType(EventStoreException.class)
                        .isThrownBy(stream::nextAvailable)
                        .withMessageContaining("another has taken its place");
            }
        }
    }

    @Test
    void a_payload_that_cannot_be_read_is_not_told() {
        try (var fixture = new EventStoreFixture(newDatabase())) {
            fixture.engine().append(List.of(event("milk", 0, new Counted(1))));
            fixture.sqlBeside().sql("update domain_event_entry set payload = '{\"number\": \"swordfish\"}'").update();
            DomainEventMessage<?> event = fixture.engine().readEvents("milk").next();
            assertThatExceptionOfType(SerializationException.class)
                    .isThrownBy(event::getPayload)
                    .satisfies(e -> assertThat(Throwables.getStackTrace(e)).contains("Counted can't be read").contains("number").doesNotContain("swordfish"));
        }
    }

    private boolean breaksAt(IntermediateEventRepresentation event, long version) {
        return broken.get() && event.getSequenceNumber().orElse(-1L) == version;
    }

    private static IntermediateEventRepresentation fail() {
        throw new IllegalStateException("broken");
    }

    private static EventStoreFixture with(EventUpcaster upcaster) {
        return new EventStoreFixture(newDatabase(), TransactionBounds.DEFAULT, EventStoreFixture.format().with(upcaster));
    }

    private static List<TrackedEventMessage<?>> take(TrackingEventStream stream, int count) throws InterruptedException {
        List<TrackedEventMessage<?>> events = new ArrayList<>();
        while (events.size() < count) {
            events.add(stream.nextAvailable());
        }
        return events;
    }

    private static List<Long> versions(List<TrackedEventMessage<?>> events) {
        return events.stream().map(event -> ((DomainEventMessage<?>) event).getSequenceNumber()).toList();
    }
}

package io.taskledger.eventstore;

import static io.taskledger.eventstore.EventStoreFixture.event;
import static io.taskledger.eventstore.EventStoreFixture.newDatabase;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.taskledger.eventstore.EventStoreFixture.Noted;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** Whoever waits for events is told of them by the time that a commit returns, and is not kept when there is nothing to wait for. */
@Timeout(60)
class WaitingConsumerTest {

    private final EventStoreFixture fixture = new EventStoreFixture(newDatabase());
    private final PostgresEventStore store = fixture.startStore();

    @AfterEach
    void close() {
        store.close();
        fixture.close();
    }

    /** Each commit comes right after a poll has woken the consumer, were it not for the commit: twenty polls take nine seconds. */
    @Test
    void a_consumer_that_waits_is_woken_by_a_commit_of_another_thread() throws Exception {
        try (EventPages pages = store.pagesAfter(0)) {
            long start = System.nanoTime();
            for (int version = 0; version < 20; version++) {
                Waiting<List<TrackedEventMessage<?>>> consumer = Waiting.until(() -> pages.next(Duration.ofSeconds(20)));
                store.publish(event("milk", version));
                assertThat(consumer.result())
                        .singleElement().extracting(event -> event.getPayload()).isEqualTo(new Noted("event " + version));
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(7));
        }
    }

    @Test
    void a_consumer_that_waits_for_longer_than_it_said_is_told_that_there_is_nothing() throws InterruptedException {
        try (TrackingEventStream stream = store.openStream(null)) {
            assertThat(stream.hasNextAvailable(1, SECONDS)).isFalse();
        }
    }

    /** A poll may find it too, but not so many commits one after the other. */
    @Test
    void a_consumer_finds_an_event_as_soon_as_its_commit_has_returned() throws InterruptedException {
        try (EventPages pages = store.pagesAfter(0)) {
            for (int version = 0; version < 20; version++) {
                assertThat(pages.next(Duration.ZERO)).isEmpty();

                store.publish(event("milk", version));

                assertThat(pages.next(Duration.ZERO))
                        .singleElement().extracting(event -> event.getPayload()).isEqualTo(new Noted("event " + version));
            }
        }
    }

    @Test
    void events_of_another_process_are_delivered() throws InterruptedException {
        try (TrackingEventStream stream = store.openStream(null); var elsewhere = new EventStoreFixture(fixture.url())) {
            assertThat(stream.hasNextAvailable()).isFalse();

            elsewhere.engine().appendEvents(event("milk", 0));

            assertThat(stream.hasNextAvailable(20, SECONDS)).isTrue();
        }
    }

    @Test
    void a_consumer_that_waits_is_let_go_when_its_pages_are_closed() throws Exception {
        EventPages pages = store.pagesAfter(0);
        Waiting<List<TrackedEventMessage<?>>> asking = Waiting.until(() -> pages.next(Duration.ofSeconds(1_000)));
        pages.close();

        assertThat(asking.result()).isEmpty();
        assertThat(pages.next(Duration.ofSeconds(1_000))).isEmpty();
    }

    @Test
    void a_stream_that_is_closed_says_so() {
        TrackingEventStream stream = store.openStream(null);
        stream.close();

        assertThatIllegalStateException().isThrownBy(stream::nextAvailable);
    }

    /** A call on a thread of its own that is known to wait. */
    private record Waiting<T>(FutureTask<T> call) {

        static <T> Waiting<T> until(Callable<T> call) {
            var task = new FutureTask<>(call);
            Thread thread = Thread.ofPlatform().daemon().start(task);
            await().pollInterval(Duration.ofMillis(1)).until(() -> thread.getState() == Thread.State.TIMED_WAITING);
            return new Waiting<>(task);
        }

        T result() throws Exception {
            return call.get(20, SECONDS);
        }
    }
}

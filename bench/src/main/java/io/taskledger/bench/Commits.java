package io.taskledger.bench;

import io.taskledger.eventstore.PostgresEventStore;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Publishes events as a command does, each in a unit of work of its own, and notes when PostgreSQL had committed it. */
final class Commits {

    private final PostgresEventStore store;
    private final Map<String, Long> at = new ConcurrentHashMap<>();

    Commits(PostgresEventStore store) {
        this.store = store;
    }

    /** Publishes one; returns its id. */
    String once() {
        var event = SampleEvents.created(UUID.randomUUID());
        UnitOfWork<Message<?>> work = DefaultUnitOfWork.startAndGet(new GenericMessage<>("create a task"));
        try {
            // after the event was committed, and before anybody is woken
            work.onCommit(_ -> at.put(event.getIdentifier(), WallClock.nanos()));
            store.publish(event);
        } catch (RuntimeException e) {
            work.rollback(e);
            throw e;
        }
        work.commit();
        return event.getIdentifier();
    }

    Map<String, Long> at() {
        return at;
    }
}

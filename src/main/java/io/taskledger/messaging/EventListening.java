package io.taskledger.messaging;

import io.taskledger.eventstore.PostgresEventStore;
import io.taskledger.kernel.BackgroundWork;
import org.springframework.stereotype.Component;

/** The event store's listening and polling for events of other instances, as what an instance that sleeps does without. */
@Component
class EventListening implements BackgroundWork {

    private final PostgresEventStore store;

    EventListening(PostgresEventStore store) {
        this.store = store;
    }

    @Override
    public Stage stage() {
        return Stage.LISTENING;
    }

    @Override
    public void start() {
        store.resume();
    }

    @Override
    public void stop() {
        store.pause();
    }

    @Override
    public boolean isRunning() {
        return !store.isPaused();
    }

    @Override
    public boolean hasEnded() {
        return store.isQuiet();
    }
}

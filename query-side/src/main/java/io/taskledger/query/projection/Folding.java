package io.taskledger.query.projection;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Folds events into the states of their tasks. A task advances one version at a time: an event that it has had is passed over,
 * and one that comes too early is refused.
 */
public final class Folding<S> {

    private final Projection<S> projection;
    private final Map<UUID, Folded<S>> tasks;
    private final List<Folded<S>> history = new ArrayList<>();
    private final Map<UUID, Folded<S>> changed = new LinkedHashMap<>();

    /** @param tasks as they are before; those that are missing have had no event */
    public Folding(Projection<S> projection, Map<UUID, Folded<S>> tasks) {
        this.projection = projection;
        this.tasks = new HashMap<>(tasks);
    }

    /**
     * Folds one event.
     *
     * @throws MissingEvents where an event of the task should have come before
     * @throws FoldFailed where the fold ends with an error that concerns this event and leaves the process sound
     */
    public void add(Delivery delivery) {
        Folded<S> before = tasks.get(delivery.task());
        long version = before == null ? -1 : before.version();
        if (delivery.version() > version + 1) {
            throw new MissingEvents(version + 1, delivery.version());
        }
        if (delivery.version() == version + 1) {
            put(new Folded<>(delivery.task(), delivery.version(), fold(before, delivery)));
        }
    }

    private S fold(@Nullable Folded<S> before, Delivery delivery) {
        try {
            return projection.fold(state(before), delivery.event().get());
        } catch (StackOverflowError | LinkageError e) {
            throw new FoldFailed(e);
        }
    }

    private void put(Folded<S> after) {
        tasks.put(after.task(), after);
        if (projection.keepsHistory()) {
            history.add(after);
        } else {
            changed.put(after.task(), after);
        }
    }

    /** The task as it is now; null where it has had no event. */
    public @Nullable Folded<S> last(UUID task) {
        return tasks.get(task);
    }

    /** The rows that the events made, or changed. */
    public List<Folded<S>> rows() {
        return projection.keepsHistory() ? history : List.copyOf(changed.values());
    }

    private static <S> @Nullable S state(@Nullable Folded<S> folded) {
        return folded == null ? null : folded.state();
    }
}

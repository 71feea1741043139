package io.taskledger.fuzzing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What users have come to know of each other: ids and cursors, which must be of no use to them. */
final class Others {

    private static final int MOST = 500;

    private final List<User> users = new CopyOnWriteArrayList<>();
    private final Map<UUID, User> owners = new ConcurrentHashMap<>();
    private final List<UUID> tasks = new CopyOnWriteArrayList<>();
    private final Map<User, String> cursors = new ConcurrentHashMap<>();

    void add(User user) {
        users.add(user);
    }

    /** A task that queries show to its owner. */
    void tell(User owner, UUID task) {
        if (owners.size() < MOST && owners.put(task, owner) == null) {
            tasks.add(task);
        }
    }

    void tell(User owner, String cursor) {
        cursors.put(owner, cursor);
    }

    boolean own(User user, UUID task) {
        User owner = owners.get(task);
        return owner != null && owner != user;
    }

    /** A task of someone else; of nobody where none is known yet. */
    UUID task(User user, Dice dice) {
        List<UUID> foreign = tasks.stream().filter(task -> owners.get(task) != user).toList();
        return foreign.isEmpty() ? dice.uuid() : dice.of(foreign);
    }

    Optional<String> cursor(User user) {
        return cursors.entrySet().stream().filter(cursor -> cursor.getKey() != user).map(Map.Entry::getValue).findFirst();
    }

    /** What must never be in an answer to the user. */
    List<String> marks(User user) {
        return users.stream().filter(other -> other != user).map(other -> other.mark).toList();
    }
}

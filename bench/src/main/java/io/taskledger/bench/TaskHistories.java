package io.taskledger.bench;

import io.taskledger.kernel.Description;
import io.taskledger.kernel.EventMetaData;
import io.taskledger.kernel.TaskEvent;
import io.taskledger.kernel.TaskEvent.TaskCompleted;
import io.taskledger.kernel.TaskEvent.TaskCreated;
import io.taskledger.kernel.TaskEvent.TaskRenamed;
import io.taskledger.kernel.TaskEvent.TaskReopened;
import io.taskledger.kernel.TaskId;
import io.taskledger.kernel.Title;
import io.taskledger.kernel.UserId;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/**
 * The same tasks each time, through the event store: of {@link #USERS} in turn, each created, renamed, completed and reopened, with
 * as many events of others between two of its own as there are tasks.
 */
final class TaskHistories {

    static final int EVENTS = 4;
    static final int USERS = 1_000;

    private static final int THREADS = 8;
    private static final int AT_ONCE = 250;
    private static final Instant FIRST = Instant.parse("2024-01-01T00:00:00Z");

    private final OurStore store;
    private final long tasks;

    private TaskHistories(OurStore store, long tasks) {
        this.store = store;
        this.tasks = tasks;
    }

    /** Stores so many events, or a few less; then all is as after some quiet hours. */
    static void store(Database database, long events) throws InterruptedException, ExecutionException, SQLException {
        try (OurStore our = OurStore.on(database, THREADS)) {
            var histories = new TaskHistories(our, events / EVENTS);
            for (int version = 0; version < EVENTS; version++) {
                histories.append(version);
            }
        }
        database.execute("vacuum analyze", "checkpoint");
    }

    static UserId user(long task) {
        return new UserId("user-%04d".formatted(task % USERS));
    }

    /** At least so many has each user. */
    static long ofUser(long events) {
        return events / EVENTS / USERS;
    }

    /** Of every task the event with this version. */
    private void append(int version) throws InterruptedException, ExecutionException {
        try (ExecutorService executor = Executors.newFixedThreadPool(THREADS)) {
            List<Future<Long>> appended = LongStream.iterate(0, first -> first < tasks, first -> first + AT_ONCE)
                    .mapToObj(first -> executor.submit(() -> append(first, version)))
                    .toList();
            for (Future<Long> one : appended) {
                var _ = one.get();
            }
        }
    }

    private long append(long first, int version) {
        long end = Math.min(tasks, first + AT_ONCE);
        return store.engine().append(LongStream.range(first, end).mapToObj(task -> event(task, version)).toList());
    }

    private DomainEventMessage<TaskEvent> event(long task, int version) {
        String id = GeneratedTasks.id(task);
        String name = id + " " + version;
        Map<String, String> metaData = Map.of(
                EventMetaData.ACTOR, user(task).value(),
                EventMetaData.REQUEST_ID, uuid("request " + name),
                EventMetaData.CORRELATION_ID, uuid("command " + name));
        Instant at = FIRST.plusMillis(version * tasks + task);
        TaskEvent payload = payload(task, new TaskId(UUID.fromString(id)), version);
        return new GenericDomainEventMessage<>("Task", id, version, payload, metaData, uuid(name), at);
    }

    private static TaskEvent payload(long task, TaskId id, int version) {
        return switch (version) {
            case 0 -> new TaskCreated(id, user(task), new Title("Buy milk " + task), new Description(SampleEvents.DESCRIPTION));
            case 1 -> new TaskRenamed(id, new Title("Buy oat milk " + task));
            case 2 -> new TaskCompleted(id);
            default -> new TaskReopened(id);
        };
    }

    private static String uuid(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}

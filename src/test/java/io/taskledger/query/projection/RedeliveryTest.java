package io.taskledger.query.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskledger.kernel.Description;
import io.taskledger.kernel.TaskEvent;
import io.taskledger.kernel.TaskEvent.TaskCompleted;
import io.taskledger.kernel.TaskEvent.TaskCreated;
import io.taskledger.kernel.TaskEvent.TaskDeleted;
import io.taskledger.kernel.TaskEvent.TaskDescribed;
import io.taskledger.kernel.TaskEvent.TaskRenamed;
import io.taskledger.kernel.TaskEvent.TaskReopened;
import io.taskledger.kernel.TaskEvent.TaskRestored;
import io.taskledger.kernel.TaskId;
import io.taskledger.kernel.Title;
import io.taskledger.kernel.UserId;
import io.taskledger.query.projection.RecordedEvent.Origin;
import io.taskledger.support.ApplicationTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

/** Many tasks' events in one order, delivered in batches of any size, some of them again and again from an earlier place. */
@ApplicationTest
class RedeliveryTest {

    private static final Instant START = Instant.parse("2026-01-16T09:30:00.123456Z");
    private static final int EVENTS = 60;

    private final List<Projection<?>> projections;
    private final JdbcTemplate database;
    private final JdbcTransactionManager transactions;

    RedeliveryTest(@Autowired List<Projection<?>> projections, @Autowired JdbcTemplate database, @Autowired JdbcTransactionManager transactions) {
        this.projections = projections;
        this.database = database;
        this.transactions = transactions;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void however_it_is_delivered_the_rows_are_the_same(long seed) {
        var random = new Random(seed);
        List<UUID> tasks = IntStream.range(0, 5).mapToObj(_ -> UUID.randomUUID()).toList();
        List<RecordedEvent> all = history(tasks, random);
        assertThat(projections).hasSizeGreaterThan(1);
        for (Projection<?> projection : projections) {
            var folder = new Folder(projection, database, transactions);
            folder.fold(all);
            List<String> once = rows(projection, tasks);
            assertThat(once).hasSize(projection.keepsHistory() ? all.size() : tasks.size());

            forget(projection, tasks);
            for (int position = 0; position < all.size(); ) {
                int from = random.nextInt(position + 1);
                int to = Math.min(all.size(), position + random.nextInt(7));
                assertThat(folder.fold(all.subList(Math.min(from, to), to))).isZero();
                position = Math.max(position, to);
            }
            assertThat(rows(projection, tasks)).isEqualTo(once);
        }
    }

    private static List<RecordedEvent> history(List<UUID> tasks, Random random) {
        List<RecordedEvent> all = new ArrayList<>();
        int[] versions = new int[tasks.size()];
        for (UUID task : tasks) {
            add(all, new TaskCreated(new TaskId(task), new UserId("redelivered"), new Title("Buy milk"), null), 0);
        }
        while (all.size() < EVENTS) {
            int task = random.nextInt(tasks.size());
            add(all, event(new TaskId(tasks.get(task)), random), ++versions[task]);
        }
        return all;
    }

    /** Positions of their own: another test's might be the same. */
    private static void add(List<RecordedEvent> all, TaskEvent event, long version) {
        long position = UUID.randomUUID().getMostSignificantBits() >>> 1;
        all.add(new RecordedEvent(position, UUID.randomUUID(), version, START.plusSeconds(all.size()), () -> new Origin("ann", "request"), event));
    }

    private static TaskEvent event(TaskId id, Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> new TaskRenamed(id, new Title("title " + random.nextInt()));
            case 1 -> new TaskDescribed(id, random.nextBoolean() ? null : new Description("description " + random.nextInt()));
            case 2 -> new TaskCompleted(id);
            case 3 -> new TaskReopened(id);
            case 4 -> new TaskDeleted(id);
            default -> new TaskRestored(id);
        };
    }

    private void forget(Projection<?> projection, List<UUID> tasks) {
        new TransactionTemplate(transactions).executeWithoutResult(_ -> tasks.forEach(
                task -> database.update("delete from %s where %s = ?".formatted(projection.table(), projection.taskColumn()), task)));
    }

    private List<String> rows(Projection<?> projection, List<UUID> tasks) {
        return tasks.stream()
                .flatMap(task -> database.query("select %1$s::text from %1$s where %2$s = ? order by version".formatted(
                        projection.table(), projection.taskColumn()), (row, _) -> row.getString(1), task).stream())
                .toList();
    }
}

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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

@ApplicationTest
class TasksProjectionTest {

    private static final Instant START = Instant.parse("2026-01-16T09:30:00.123456Z");
    private static final UserId ANN = new UserId("ann");

    private final Folder tasks;
    private final JdbcTemplate database;
    private final TransactionTemplate transaction;

    TasksProjectionTest(
            @Autowired @Qualifier("tasksProjection") Projection<?> tasks,
            @Autowired JdbcTemplate database,
            @Autowired JdbcTransactionManager transactions) {
        this.tasks = new Folder(tasks, database, transactions);
        this.database = database;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Test
    void each_event_changes_its_part_of_the_row() {
        TaskId id = newId();
        given(history(id,
                new TaskCreated(id, ANN, new Title("Buy MILK"), null),
                new TaskRenamed(id, new Title("Buy OAT milk")),
                new TaskDescribed(id, new Description("Two LITRES")),
                new TaskCompleted(id)));

        Map<String, @Nullable Object> row = row(id);
        assertThat(row).containsEntry("user_id", "ann")
                .containsEntry("title", "Buy OAT milk").containsEntry("title_caseless", "buy oat milk").containsEntry("title_key", "buy oat milk")
                .containsEntry("description", "Two LITRES").containsEntry("description_caseless", "two litres")
                .containsEntry("completed", true).containsEntry("version", 3L).containsEntry("deleted_at", null);
        assertThat(row).hasEntrySatisfying("created_at", at -> assertThat(at).asString().contains("30:00.123456"));
        assertThat(row).hasEntrySatisfying("updated_at", at -> assertThat(at).asString().contains("30:03.123456"));
    }

    @Test
    void a_deleted_task_keeps_its_row() {
        TaskId id = newId();
        List<RecordedEvent> history = history(id, created(id), new TaskDeleted(id));
        given(history);
        assertThat(row(id)).hasEntrySatisfying("deleted_at", at -> assertThat(at).asString().contains("30:01.123456"));
        assertThat(row(id)).containsEntry("version", 1L);
    }

    @Test
    void a_second_delivery_does_not_raise_the_dead() {
        TaskId id = newId();
        List<RecordedEvent> history = history(id, created(id), new TaskCompleted(id), new TaskDeleted(id));
        given(history);
        Map<String, @Nullable Object> before = row(id);
        given(history);
        given(history.subList(0, 1));
        given(history.subList(1, 2));
        assertThat(row(id)).isEqualTo(before);
    }

    @Test
    void a_restored_task_is_back() {
        TaskId id = newId();
        given(history(id, created(id), new TaskDeleted(id), new TaskRestored(id), new TaskReopened(id)));
        assertThat(row(id)).containsEntry("deleted_at", null).containsEntry("version", 3L);
    }

    @Test
    void a_task_of_which_an_event_is_missing_is_parked_and_the_others_go_on() {
        TaskId id = newId();
        List<RecordedEvent> history = history(id, created(id), new TaskCompleted(id), new TaskDeleted(id));
        given(history.subList(0, 1));
        Map<String, @Nullable Object> before = row(id);
        TaskId other = newId();
        int parked = tasks.fold(List.of(history.get(2), history(other, created(other)).getFirst()));
        assertThat(row(id)).isEqualTo(before);
        assertThat(row(other)).containsEntry("version", 0L);
        assertThat(parked).isEqualTo(1);
        assertThat(database.queryForMap("select * from dead_letter where task = ?", id.value()))
                .containsEntry("projection", "tasks_2").containsEntry("version", 2L)
                .hasEntrySatisfying("cause", cause -> assertThat(cause).asString().contains("version 1 was to come, and 2 came"));
        transaction.executeWithoutResult(_ -> database.update("delete from dead_letter"));
    }

    private void given(List<RecordedEvent> batch) {
        tasks.fold(batch);
    }

    private Map<String, @Nullable Object> row(TaskId id) {
        return database.queryForMap("select * from tasks_2 where id = ?", id.value());
    }

    private static TaskEvent created(TaskId id) {
        return new TaskCreated(id, ANN, new Title("Buy milk"), null);
    }

    private static List<RecordedEvent> history(TaskId id, TaskEvent... events) {
        List<RecordedEvent> history = new ArrayList<>();
        for (TaskEvent event : events) {
            assertThat(event.taskId()).isEqualTo(id);
            history.add(recorded(event, history.size(), START.plusSeconds(history.size())));
        }
        return history;
    }

    private static RecordedEvent recorded(TaskEvent event, long version, Instant at) {
        return new RecordedEvent(version + 1, UUID.randomUUID(), version, at, () -> new Origin("ann", "request"), event);
    }

    private static TaskId newId() {
        return new TaskId(UUID.randomUUID());
    }
}

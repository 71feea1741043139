package io.taskledger.query.tasks;

import io.taskledger.kernel.FoldedTask;
import io.taskledger.kernel.TaskEvent.TaskCreated;
import io.taskledger.kernel.TaskId;
import io.taskledger.query.projection.Projection;
import io.taskledger.query.projection.RecordedEvent;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Folds a task's events into its row: every row advances one version at a time, and an event that it has had is passed over. */
@Component
class TasksProjection implements Projection {

    static final String NAME = "tasks";

    private final TasksTable table;
    private final TaskVersions versions;

    TasksProjection(TasksTable table, TaskVersions versions) {
        this.table = table;
        this.versions = versions;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void fold(List<RecordedEvent> batch) {
        Map<TaskId, FoldedTask> tasks = new HashMap<>(table.load(notCreatedIn(batch)));
        Map<TaskId, FoldedTask> changed = new LinkedHashMap<>();
        for (RecordedEvent recorded : batch) {
            TaskId id = recorded.event().taskId();
            FoldedTask before = tasks.get(id);
            if (isNext(recorded, before)) {
                FoldedTask after = FoldedTask.after(before, recorded.event(), recorded.at());
                tasks.put(id, after);
                changed.put(id, after);
            }
        }
        table.store(changed.values());
    }

    @Override
    public void committed(List<RecordedEvent> batch) {
        batch.forEach(recorded -> versions.announce(recorded.event().taskId(), recorded.version()));
    }

    /** The tasks that have to be read before the batch can be folded: those whose creation isn't in it. */
    private static Set<TaskId> notCreatedIn(List<RecordedEvent> batch) {
        Set<TaskId> created = new HashSet<>();
        Set<TaskId> others = new HashSet<>();
        for (RecordedEvent recorded : batch) {
            TaskId id = recorded.event().taskId();
            if (recorded.event() instanceof TaskCreated) {
                created.add(id);
            } else if (!created.contains(id)) {
                others.add(id);
            }
        }
        return others;
    }

    /** Whether the event is the next one of its task, and not one delivered again. */
    private static boolean isNext(RecordedEvent recorded, @Nullable FoldedTask before) {
        long version = before == null ? -1 : before.task().version();
        if (recorded.version() > version + 1) {
            throw new IllegalStateException("an event is missing: task " + recorded.event().taskId() + " is at version " + version
                    + ", and the next event is of version " + recorded.version());
        }
        return recorded.version() == version + 1;
    }
}

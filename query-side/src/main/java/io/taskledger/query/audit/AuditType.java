package io.taskledger.query.audit;

import io.taskledger.kernel.TaskEvent;
import io.taskledger.kernel.TaskEvent.TaskCompleted;
import io.taskledger.kernel.TaskEvent.TaskCreated;
import io.taskledger.kernel.TaskEvent.TaskDeleted;
import io.taskledger.kernel.TaskEvent.TaskDescribed;
import io.taskledger.kernel.TaskEvent.TaskRenamed;
import io.taskledger.kernel.TaskEvent.TaskReopened;
import io.taskledger.kernel.TaskEvent.TaskRestored;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What kind of change it was, as the API and the table call it. */
public enum AuditType {
    CREATED,
    RENAMED,
    DESCRIBED,
    COMPLETED,
    REOPENED,
    DELETED,
    RESTORED;

    static AuditType of(TaskEvent event) {
        return switch (event) {
            case TaskCreated _ -> CREATED;
            case TaskRenamed _ -> RENAMED;
            case TaskDescribed _ -> DESCRIBED;
            case TaskCompleted _ -> COMPLETED;
            case TaskReopened _ -> REOPENED;
            case TaskDeleted _ -> DELETED;
            case TaskRestored _ -> RESTORED;
        };
    }

    static Optional<AuditType> parse(String text) {
        return Arrays.stream(values()).filter(type -> type.text().equals(text)).findFirst();
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}

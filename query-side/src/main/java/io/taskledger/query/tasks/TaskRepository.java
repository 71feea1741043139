package io.taskledger.query.tasks;

import io.taskledger.query.caller.CallerEntities;
import org.springframework.stereotype.Component;

import java.util.Optional;
import java.util.UUID;

/** Asks the table {@code tasks} by JPA. Each query is bound to its user, by itself and by PostgreSQL. */
@Component
final class TaskRepository {

    private static final String FIND = """
            select new io.taskledger.query.tasks.FoundTask(
                t.id, t.userId, t.title, t.description, t.completed, t.createdAt, t.updatedAt, t.deletedAt, t.version)
            from TaskEntity t where t.id = :id and t.userId = :userId
            """;

    private static final String SUMMARIZE = """
            select new io.taskledger.query.tasks.TaskSummary(count(*), count(*) filter (where t.completed))
            from TaskEntity t where t.userId = :userId and t.deletedAt is null
            """;

    private final CallerEntities entities;

    TaskRepository(CallerEntities entities) {
        this.entities = entities;
    }

    Optional<FoundTask> find(UUID id, String userId) {
        return entities.ask(manager -> Optional.ofNullable(manager.createQuery(FIND, FoundTask.class)
                .setParameter("id", id)
                .setParameter("userId", userId)
                .getSingleResultOrNull()));
    }

    TaskSummary summarize(String userId) {
        return entities.ask(manager -> manager.createQuery(SUMMARIZE, TaskSummary.class)
                .setParameter("userId", userId)
                .getSingleResult());
    }
}

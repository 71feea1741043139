package io.taskledger.query.tasks;

import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

import java.util.Optional;
import java.util.UUID;

/** The questions that are asked of the table {@code tasks}. Each is bound to its user, by itself and by PostgreSQL. */
interface TaskRepository extends Repository<TaskEntity, UUID> {

    @Query("""
            select new io.taskledger.query.tasks.FoundTask(
                t.id, t.userId, t.title, t.description, t.completed, t.createdAt, t.updatedAt, t.deletedAt, t.version)
            from TaskEntity t where t.id = :id and t.userId = :userId
            """)
    Optional<FoundTask> find(UUID id, String userId);

    @Query("""
            select new io.taskledger.query.tasks.TaskSummary(count(*), count(*) filter (where t.completed))
            from TaskEntity t where t.userId = :userId and t.deletedAt is null
            """)
    TaskSummary summarize(String userId);
}

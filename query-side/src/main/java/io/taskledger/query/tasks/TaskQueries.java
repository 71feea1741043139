package io.taskledger.query.tasks;

import io.taskledger.kernel.NoSuchTask;
import io.taskledger.kernel.NotTheOwner;
import io.taskledger.kernel.TaskId;
import io.taskledger.kernel.TaskView;
import io.taskledger.kernel.UserId;
import io.taskledger.query.caller.CallerTransaction;
import io.taskledger.query.caller.Ownership;
import io.taskledger.query.caller.Searches;
import io.taskledger.query.cursor.Cursors;
import org.springframework.data.domain.KeysetScrollPosition;
import org.springframework.data.domain.ScrollPosition;
import org.springframework.data.domain.Window;
import org.springframework.stereotype.Service;

import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** Answers a user's questions about their tasks. */
@Service
class TaskQueries {

    private static final String SEARCH_FOR_LESS =
            "Search for a shorter text, for fewer tasks at a time (limit), or only for those that are completed or are not.";

    private final TasksProjection projection;
    private final TaskRepository tasks;
    private final CallerTransaction transaction;
    private final Searches searches;
    private final Ownership ownership;
    private final Cursors cursors;

    TaskQueries(
            TasksProjection projection,
            TaskRepository tasks,
            CallerTransaction transaction,
            Searches searches,
            Ownership ownership,
            Cursors cursors) {
        this.projection = projection;
        this.tasks = tasks;
        this.transaction = transaction;
        this.searches = searches;
        this.ownership = ownership;
        this.cursors = cursors;
    }

    TaskPage list(TaskListing listing) {
        KeysetScrollPosition start = start(listing);
        Supplier<Window<TaskEntity>> question = () -> tasks.findBy(
                Listed.by(listing, start), query -> query.sortBy(listing.sort().sort()).limit(listing.limit()).scroll(start));
        Window<TaskEntity> window = listing.q().isEmpty()
                ? transaction.as(listing.userId(), question)
                : searches.as(listing.userId(), SEARCH_FOR_LESS, question);
        return new TaskPage(
                window.stream().map(TaskEntity::view).toList(),
                window.hasNext() ? cursor(listing, window.getContent().getLast()) : null);
    }

    /**
     * One task.
     *
     * @throws NotTheOwner where it is another user's, deleted or not
     * @throws NoSuchTask where there is none, or the user deleted it
     */
    TaskView get(UserId userId, TaskId id) {
        TaskEntity task = transaction.as(userId, () -> tasks.findByIdAndUserId(id.value(), userId.value())
                .orElseThrow(() -> ownership.rejection(projection, id)));
        if (task.isDeleted()) {
            throw new NoSuchTask();
        }
        return task.view();
    }

    TaskSummary summarize(UserId userId) {
        return transaction.as(userId, () -> tasks.summarize(userId.value()));
    }

    private KeysetScrollPosition start(TaskListing listing) {
        if (listing.cursor() == null) {
            return ScrollPosition.keyset();
        }
        String[] position = cursors.open(listing.question(), listing.cursor()).split("\n", 2);
        TaskSort.Key key = listing.sort().key();
        return ScrollPosition.forward(Map.of(key.attribute, key.read(position[1]), "id", UUID.fromString(position[0])));
    }

    private String cursor(TaskListing listing, TaskEntity last) {
        return cursors.seal(listing.question(), last.view().id() + "\n" + last.sortKey(listing.sort().key()));
    }
}

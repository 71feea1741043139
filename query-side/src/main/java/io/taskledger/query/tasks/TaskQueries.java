package io.taskledger.query.tasks;

import io.taskledger.kernel.NoSuchTask;
import io.taskledger.kernel.NotTheOwner;
import io.taskledger.kernel.TaggedTask;
import io.taskledger.kernel.TaskId;
import io.taskledger.kernel.UserId;
import io.taskledger.query.caller.CallerTransaction;
import io.taskledger.query.caller.InEpoch;
import io.taskledger.query.caller.Ownership;
import io.taskledger.query.caller.Searches;
import io.taskledger.query.cursor.CursorOfAnotherEpoch;
import io.taskledger.query.cursor.Cursors;
import org.jspecify.annotations.Nullable;
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

    /** @throws CursorOfAnotherEpoch where the ledger was set back since the cursor was made */
    TaskPage list(TaskListing listing) {
        Cursors.Place place = listing.cursor() == null ? null : cursors.open(listing.question(), listing.cursor());
        KeysetScrollPosition start = start(listing, place);
        Supplier<Window<TaskEntity>> question = () -> tasks.findBy(
                Listed.by(listing, start), query -> query.sortBy(listing.sort().sort()).limit(listing.limit()).scroll(start));
        InEpoch<Window<TaskEntity>> read = listing.q().isEmpty()
                ? transaction.inEpoch(listing.userId(), question)
                : searches.inEpoch(listing.userId(), SEARCH_FOR_LESS, question);
        if (place != null) {
            place.requireEpoch(read.epoch());
        }
        Window<TaskEntity> window = read.answer();
        return new TaskPage(
                window.stream().map(task -> TaggedTask.of(task.view(), read.epoch())).toList(),
                window.hasNext() ? cursor(listing, window.getContent().getLast(), read.epoch()) : null);
    }

    /**
     * One task.
     *
     * @throws NotTheOwner where it is another user's, deleted or not
     * @throws NoSuchTask where there is none, or the user deleted it
     */
    TaggedTask get(UserId userId, TaskId id) {
        InEpoch<TaskEntity> read = transaction.inEpoch(userId, () -> tasks.findByIdAndUserId(id.value(), userId.value())
                .orElseThrow(() -> ownership.rejection(projection, id)));
        if (read.answer().isDeleted()) {
            throw new NoSuchTask();
        }
        return TaggedTask.of(read.answer().view(), read.epoch());
    }

    TaskSummary summarize(UserId userId) {
        return transaction.as(userId, () -> tasks.summarize(userId.value()));
    }

    private static KeysetScrollPosition start(TaskListing listing, Cursors.@Nullable Place place) {
        if (place == null) {
            return ScrollPosition.keyset();
        }
        String[] position = place.position().split("\n", 2);
        TaskSort.Key key = listing.sort().key();
        return ScrollPosition.forward(Map.of(key.attribute, key.read(position[1]), "id", UUID.fromString(position[0])));
    }

    private String cursor(TaskListing listing, TaskEntity last, String epoch) {
        return cursors.seal(listing.question(), new Cursors.Place(epoch, last.view().id() + "\n" + last.sortKey(listing.sort().key())));
    }
}

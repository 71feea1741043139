package io.taskledger.query.tasks;

import io.taskledger.kernel.AnswerRoom;
import io.taskledger.kernel.NoSuchTask;
import io.taskledger.kernel.NotTheOwner;
import io.taskledger.kernel.TaggedTask;
import io.taskledger.kernel.TaskId;
import io.taskledger.kernel.UserId;
import io.taskledger.query.caller.CallerDatabase;
import io.taskledger.query.caller.CallerTransaction;
import io.taskledger.query.caller.InEpoch;
import io.taskledger.query.caller.Ownership;
import io.taskledger.query.caller.Searches;
import io.taskledger.query.cursor.CursorOfAnotherEpoch;
import io.taskledger.query.cursor.Cursors;
import io.taskledger.query.paging.PageEnd;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** Answers a user's questions about their tasks. */
@Service
class TaskQueries {

    private static final String SEARCH_FOR_LESS =
            "Search for a shorter text, for fewer tasks at a time (limit), or only for those that are completed or are not.";

    private final TasksProjection projection;
    private final TaskRepository tasks;
    private final CallerDatabase database;
    private final CallerTransaction transaction;
    private final Searches searches;
    private final Ownership ownership;
    private final Cursors cursors;

    TaskQueries(
            TasksProjection projection,
            TaskRepository tasks,
            CallerDatabase database,
            CallerTransaction transaction,
            Searches searches,
            Ownership ownership,
            Cursors cursors) {
        this.projection = projection;
        this.tasks = tasks;
        this.database = database;
        this.transaction = transaction;
        this.searches = searches;
        this.ownership = ownership;
        this.cursors = cursors;
    }

    /**
     * A page of the user's tasks.
     *
     * @throws CursorOfAnotherEpoch where the ledger was set back since the cursor was made
     */
    TaskPage list(TaskListing listing, AnswerRoom room) {
        Cursors.Place place = listing.cursor() == null ? null : cursors.open(listing.question(), listing.cursor());
        var listed = new Listed(projection.table(), listing, start(listing, place));
        long json = listing.limit() * (long) TaskRow.LARGEST;
        Supplier<List<TaskRow>> question = () -> listed.from(database.client());
        InEpoch<List<TaskRow>> read = listing.text().isEmpty()
                ? transaction.page(listing.userId(), room, json, question)
                : searches.page(listing.userId(), room, json, SEARCH_FOR_LESS, question);
        if (place != null) {
            place.requireEpoch(read.epoch());
        }
        List<TaskRow> shown = PageEnd.cut(read.answer(), listing.limit(), TaskRow::json);
        return new TaskPage(
                shown.stream().map(row -> TaggedTask.of(row.task(), read.epoch())).toList(),
                shown.size() < read.answer().size() ? cursor(listing, shown.getLast(), read.epoch()) : null);
    }

    /**
     * One task.
     *
     * @throws NotTheOwner where it is another user's, deleted or not
     * @throws NoSuchTask where there is none, or the user deleted it
     */
    TaggedTask get(UserId userId, TaskId id) {
        InEpoch<FoundTask> read = transaction.inEpoch(userId, () -> tasks.find(id.value(), userId.value())
                .orElseThrow(() -> ownership.rejection(projection, id)));
        if (read.answer().isDeleted()) {
            throw new NoSuchTask();
        }
        return TaggedTask.of(read.answer().view(), read.epoch());
    }

    TaskSummary summarize(UserId userId) {
        return transaction.as(userId, () -> tasks.summarize(userId.value()));
    }

    private static Listed.@Nullable Start start(TaskListing listing, Cursors.@Nullable Place place) {
        if (place == null) {
            return null;
        }
        String[] position = place.position().split("\n", 2);
        return new Listed.Start(listing.sort().key().read(position[1]), UUID.fromString(position[0]));
    }

    private String cursor(TaskListing listing, TaskRow last, String epoch) {
        return cursors.seal(listing.question(), new Cursors.Place(epoch, last.task().id() + "\n" + last.key()));
    }
}

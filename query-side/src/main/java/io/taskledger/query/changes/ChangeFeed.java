package io.taskledger.query.changes;

import io.taskledger.kernel.AnswerMemory;
import io.taskledger.kernel.AnswerRoom;
import io.taskledger.kernel.InvalidRequest;
import io.taskledger.kernel.UserId;
import io.taskledger.query.audit.AuditProjection;
import io.taskledger.query.audit.AuditRow;
import io.taskledger.query.caller.CallerDatabase;
import io.taskledger.query.caller.CallerTransaction;
import io.taskledger.query.caller.InEpoch;
import io.taskledger.query.paging.PageEnd;
import io.taskledger.query.projection.EventSource;
import io.taskledger.query.projection.RowSecurity;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import java.util.List;
import java.util.UUID;

/**
 * Reads a user's changes in the order in which they were stored. None is ever passed over: the projection folds events in that order, so that
 * what can be read of it has no gaps; and before the first that it could not fold, for the time being, a user's changes end.
 */
@Service
class ChangeFeed {

    /** Instead of a cursor. */
    private static final String NOW = "now";

    /** Of a change's columns, what clients are shown: the task, where it was not deleted, and not the text that was replaced. */
    private static final String SHOWN = """
            task_id, version, position, user_id, event_id, type, occurred_at, actor, request_id, null::text as before,
                case when deleted then '-' else title end as title,
                case when not deleted then description end as description,
                completed, deleted, created_at""";

    private static final String[] TEXT = {"user_id", "title", "description"};

    private final AuditProjection audit;
    private final CallerDatabase database;
    private final CallerTransaction transaction;
    private final ChangeCursors cursors;
    private final EventSource events;
    private final String after;
    private final String last;

    ChangeFeed(AuditProjection audit, CallerDatabase database, CallerTransaction transaction, ChangeCursors cursors, EventSource events) {
        this.audit = audit;
        this.database = database;
        this.transaction = transaction;
        this.cursors = cursors;
        this.events = events;
        String lackingFrom = "coalesce((select %s()), %d)".formatted(RowSecurity.lackingFrom(audit), Long.MAX_VALUE);
        after = """
                select %s from %s
                where user_id = :user and position between :since and greatest(:since, %s - 1)
                order by position
                limit :limit
                """.formatted(SHOWN, audit.table(), lackingFrom);
        last = """
                select %s from %s
                where user_id = :user and position < %s
                order by position desc
                limit 1
                """.formatted(SHOWN, audit.table(), lackingFrom);
    }

    /**
     * Where a client is that names it so.
     *
     * @param named null for the beginning
     * @param field by what name it came
     * @throws InvalidRequest where it names no place
     * @throws SyncAnew where it names one that is no more
     */
    Since place(UserId user, @Nullable String named, String field) {
        if (named == null) {
            return Since.BEGINNING;
        }
        return named.equals(NOW) ? last(user) : cursors.open(user, named, field);
    }

    /** @throws SyncAnew where there is no such place */
    void requirePlace(UserId user, Since since) {
        var _ = checked(since, transaction.inEpoch(user, () -> rows(user, since, 0, AnswerMemory.LARGEST)));
    }

    /** @throws SyncAnew where there is no such place */
    ChangePage page(UserId user, Since since, int limit, AnswerRoom room) {
        long json = limit * (long) Change.LARGEST;
        InEpoch<List<AuditRow>> read = checked(
                since, transaction.page(user, room, json, () -> rows(user, since, limit, AnswerMemory.LARGEST)));
        List<AuditRow> rows = PageEnd.cut(read.answer(), limit, Change::json);
        Since next = rows.isEmpty() ? since : Since.of(rows.getLast());
        return new ChangePage(rows.stream().map(row -> Change.of(row, read.epoch())).toList(), cursors.seal(user, next));
    }

    /**
     * The next changes for a user's streams, which ask one question at a time: at most so many, or hardly more than so many bytes of
     * text, whichever comes first. None where the table has not got to the place: it may have lost its last commits in a crash, or
     * another release's may be ahead of it. What the event store holds is never refused for that.
     *
     * @param room takes what they need while they are read
     * @throws SyncAnew where there is no such place
     */
    InEpoch<List<AuditRow>> after(UserId user, Since since, int limit, int mostBytes, AnswerRoom room) {
        long json = Math.min(limit * (long) Change.LARGEST, mostBytes + 2L * Change.LARGEST);
        return checked(since, transaction.pageWithoutTurn(user, room, json, AnswerRoom.PATIENT, () -> rows(user, since, limit, mostBytes)));
    }

    private List<AuditRow> rows(UserId user, Since since, int limit, int mostBytes) {
        int most = since.event() == null ? limit : limit + 1;
        return database.client().sql(PageEnd.bound(after, "position", most, mostBytes, TEXT))
                .param("user", user.value())
                .param("since", since.position())
                .param("limit", most)
                .query((row, _) -> audit.read(row))
                .list();
    }

    /** Without the change that a client has seen last, which has to be there. */
    private InEpoch<List<AuditRow>> checked(Since since, InEpoch<List<AuditRow>> read) {
        List<AuditRow> rows = read.answer();
        UUID seen = since.event();
        if (seen == null) {
            return read;
        }
        if (!rows.isEmpty() && since.is(rows.getFirst())) {
            return new InEpoch<>(rows.subList(1, rows.size()), read.epoch());
        }
        if (events.holds(since.position(), seen)) {
            return new InEpoch<>(List.of(), read.epoch());
        }
        throw new SyncAnew();
    }

    private Since last(UserId user) {
        return transaction.as(user, () -> database.client().sql(last)
                .param("user", user.value())
                .query((row, _) -> audit.read(row))
                .list()).stream().findFirst().map(Since::of).orElse(Since.BEGINNING);
    }
}

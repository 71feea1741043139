package io.taskledger.query.audit;

import io.taskledger.kernel.AnswerRoom;
import io.taskledger.kernel.NoSuchTask;
import io.taskledger.kernel.NotTheOwner;
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

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Answers a user's questions about what was done to their tasks. A task's changes are found by its key first, and by the user only then:
 * PostgreSQL can't know that a task has one owner, and would gather all that the user ever did beside all that the task has.
 */
@Service
class AuditQueries {

    private static final String SEARCH_FOR_LESS = "Ask for the changes of a shorter time (from and to), or for fewer at a time (limit).";
    private static final long BEFORE_ALL = -1;

    /** Of a change's columns, what its entry shows: the task's text only where that is what was changed. */
    private static final String SHOWN = """
            task_id, version, position, user_id, event_id, type, occurred_at, actor, request_id, before,
                case when type in ('created', 'renamed') then title else '-' end as title,
                case when type in ('created', 'described') then description end as description,
                completed, deleted, created_at""";

    private static final String[] TEXT = {"actor", "request_id", "before", "title", "description"};

    private final AuditProjection audit;
    private final CallerDatabase database;
    private final CallerTransaction transaction;
    private final Searches searches;
    private final Ownership ownership;
    private final Cursors cursors;

    AuditQueries(
            AuditProjection audit,
            CallerDatabase database,
            CallerTransaction transaction,
            Searches searches,
            Ownership ownership,
            Cursors cursors) {
        this.audit = audit;
        this.database = database;
        this.transaction = transaction;
        this.searches = searches;
        this.ownership = ownership;
        this.cursors = cursors;
    }

    /**
     * The changes of one task, whether or not it is deleted.
     *
     * @throws NotTheOwner where it is another user's
     * @throws NoSuchTask where there has never been one
     * @throws CursorOfAnotherEpoch where the ledger was set back since the cursor was made
     */
    AuditPage history(HistoryListing listing, AnswerRoom room) {
        Cursors.Place start = listing.cursor() == null ? null : cursors.open(listing.question(), listing.cursor());
        long after = start == null ? BEFORE_ALL : Long.parseLong(start.position());
        long json = listing.limit() * (long) AuditEntry.LARGEST;
        InEpoch<List<AuditRow>> rows = transaction.page(listing.userId(), room, json, () -> changes(listing, after));
        return page(start, rows, listing.limit(), listing.question(), last -> Long.toString(last.task().version()));
    }

    private List<AuditRow> changes(HistoryListing listing, long after) {
        int most = listing.limit() + 1;
        String query = """
                        select %s from (select * from %s where task_id = :task and version > :version order by version limit :limit) as changes
                        where user_id = :user
                        order by version
                        """.formatted(SHOWN, audit.table());
        List<AuditRow> rows = database.client().sql(PageEnd.bound(query, "version", most, TEXT))
                .param("task", listing.taskId().value())
                .param("user", listing.userId().value())
                .param("version", after)
                .param("limit", most)
                .query((row, _) -> audit.read(row))
                .list();
        if (rows.isEmpty() && listing.cursor() == null) { // who has a cursor has seen changes of it
            throw ownership.rejection(audit, listing.taskId());
        }
        return rows;
    }

    /**
     * The changes of all tasks of a user that are asked for.
     *
     * @throws CursorOfAnotherEpoch where the ledger was set back since the cursor was made
     */
    AuditPage list(AuditListing listing, AnswerRoom room) {
        Cursors.Place start = listing.cursor() == null ? null : cursors.open(listing.question(), listing.cursor());
        Place before = start == null ? Place.before(listing.to()) : Place.parse(start.position()); // which came from before "to"
        long json = listing.limit() * (long) AuditEntry.LARGEST;
        Supplier<List<AuditRow>> question = () -> changes(listing, before);
        InEpoch<List<AuditRow>> rows = listing.isSearch()
                ? searches.page(listing.userId(), room, json, SEARCH_FOR_LESS, question)
                : transaction.page(listing.userId(), room, json, question);
        return page(start, rows, listing.limit(), listing.question(), last -> Place.of(last).toString());
    }

    private List<AuditRow> changes(AuditListing listing, Place before) {
        int most = listing.limit() + 1;
        String query = """
                        select %s from %s
                        where user_id = :user and occurred_at >= :from and (occurred_at, position) < (:occurredAt, :position) %s
                        order by occurred_at desc, position desc
                        limit :limit
                        """.formatted(
                                SHOWN,
                                listing.taskId() == null ? audit.table() : ofOneTask(),
                                listing.type() == null ? "" : "and type = :type");
        return database.client().sql(PageEnd.bound(query, "occurred_at desc, position desc", most, TEXT))
                .param("user", listing.userId().value())
                .param("from", listing.from() == null ? OffsetDateTime.MIN : listing.from().atOffset(ZoneOffset.UTC))
                .param("occurredAt", before.occurredAt())
                .param("position", before.position())
                .param("task", listing.taskId() == null ? null : listing.taskId().value())
                .param("type", listing.type() == null ? null : listing.type().text())
                .param("limit", most)
                .query((row, _) -> audit.read(row))
                .list();
    }

    /** {@code offset 0} keeps PostgreSQL from moving the conditions outside to the inside. */
    private String ofOneTask() {
        return "(select * from %s where task_id = :task offset 0) as changes".formatted(audit.table());
    }

    /** @param read more rows than fit, where there are more */
    private AuditPage page(
            Cursors.@Nullable Place start, InEpoch<List<AuditRow>> read, int limit, List<String> question, Function<AuditRow, String> place) {
        if (start != null) {
            start.requireEpoch(read.epoch());
        }
        List<AuditRow> rows = read.answer();
        List<AuditRow> shown = PageEnd.cut(rows, limit, AuditEntry::json);
        return new AuditPage(
                shown.stream().map(AuditEntry::of).toList(),
                shown.size() < rows.size() ? cursors.seal(question, new Cursors.Place(read.epoch(), place.apply(shown.getLast()))) : null);
    }
}

package io.taskledger.query.tasks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.taskledger.query.paging.PageEnd;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/**
 * The query for a page of a list. It reads the columns that answers show, the one that the list is sorted by, and no others.
 *
 * @param table that is read
 * @param start the last row of the page before; null for the first page
 */
record Listed(String table, TaskListing listing, @Nullable Start start) {

    /**
     * By bytes: for text PostgreSQL compares byte by byte, in time that grows with the product of both lengths where they repeat; for bytes
     * it uses memcmp.
     */
    private static final String CONTAINING =
            " and (position(:q in convert_to(title_caseless, 'UTF8')) > 0 or position(:q in convert_to(description_caseless, 'UTF8')) > 0)";

    /** The place of a row in a list: by the value of the column that the list is sorted by, and by its id. */
    record Start(Object key, Object id) {}

    /** As many rows as the page has, and one more, where there are more. */
    List<TaskRow> from(JdbcClient database) {
        JdbcClient.StatementSpec statement = database.sql(sql()).param("user", listing.userId().value()).param("rows", rows());
        if (listing.completed() != null) {
            statement = statement.param("completed", listing.completed());
        }
        if (!listing.text().isEmpty()) {
            statement = statement.param("q", Caseless.of(listing.text()).getBytes(UTF_8));
        }
        if (start != null) {
            Object key = start.key() instanceof Instant time ? time.atOffset(ZoneOffset.UTC) : start.key();
            statement = statement.param("key", key).param("id", start.id());
        }
        return statement.query((row, _) -> TaskRow.read(row, listing.sort().key())).list();
    }

    private String sql() {
        String query = """
                select id, user_id, title%s, description, completed, created_at, updated_at, version
                from %s
                where user_id = :user and deleted_at is null%s%s%s
                order by %s
                limit :rows
                """.formatted(
                        key().equals("title_key") ? ", title_key" : "",
                        table,
                        listing.completed() == null ? "" : " and completed = :completed",
                        listing.text().isEmpty() ? "" : CONTAINING,
                        start == null ? "" : " and (%s, id) %s (:key, :id)".formatted(key(), listing.sort().isDescending() ? "<" : ">"),
                        order());
        return PageEnd.bound(query, order(), rows(), "user_id", "title", "description");
    }

    private String order() {
        return (listing.sort().isDescending() ? "%s desc, id desc" : "%s, id").formatted(key());
    }

    private String key() {
        return listing.sort().key().column;
    }

    private int rows() {
        return listing.limit() + 1;
    }
}

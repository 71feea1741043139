package io.taskledger.command.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.taskledger.eventstore.TransactionBounds;
import io.taskledger.kernel.TaskId;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/** The table {@code idempotency_key}. All here happens in a transaction that the caller has begun, at isolation {@code read committed}. */
@Component
class IdempotencyKeys {

    /** A key older than this is as good as gone. */
    private static final String A_DAY_AGO = "now() - interval '24 hours'";

    private static final String RECALL = """
            select fingerprint, task, position, status, location, etag, body
            from idempotency_key
            where user_id = ? and key = ? and created_at > %s
            """.formatted(A_DAY_AGO);

    /** Two statements: the second sees what was committed before the lock was let go. */
    private static final String CLAIM = "select pg_try_advisory_xact_lock(?);\n" + RECALL;

    /** Fails where another answer is remembered that is younger than a day: {@code created_at} can't be null. */
    private static final String REMEMBER_AND_COMMIT = """
            insert into idempotency_key (user_id, key, fingerprint, task, position, status, location, etag, body)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (user_id, key) do update
            set fingerprint = excluded.fingerprint, task = excluded.task, position = excluded.position, status = excluded.status,
                location = excluded.location, etag = excluded.etag, body = excluded.body,
                created_at = case when idempotency_key.created_at <= %s then excluded.created_at end;
            commit
            """.formatted(A_DAY_AGO);

    private static final String FORGET = """
            delete from idempotency_key
            where ctid = any (array(
                select ctid from idempotency_key where created_at <= %s order by created_at limit ? for update skip locked))
            """.formatted(A_DAY_AGO);

    /** Of PostgreSQL's errors, those that say: try the whole transaction again. */
    private static final String AGAIN = "40";

    /** Of {@link #CREATED_AT}, the error that says: another answer is remembered. */
    private static final String NOT_NULL_VIOLATION = "23502";

    private static final String CREATED_AT = "created_at";

    /** Of a task's fields, the one that holds what the header {@code ETag} does, without its quotes. */
    private static final String ETAG = "etag";

    private static final TransactionBounds BOUNDS = TransactionBounds.DEFAULT;

    private final JdbcTemplate database;
    private final JsonMapper json;

    IdempotencyKeys(JdbcTemplate database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    /**
     * Claims the key for the rest of the transaction, if nothing is remembered under it.
     *
     * @return what is
     * @throws KeyInUse where another transaction has claimed it
     * @throws KeyReused where what is remembered is of another request
     */
    Optional<Remembered> claim(OwnedKey key, String fingerprint) {
        return inTransaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(BOUNDS.asStatement(connection) + CLAIM)) {
                statement.setLong(1, key.lock());
                statement.setString(2, key.user());
                statement.setString(3, key.key().value());
                ResultSet lock = TransactionBounds.resultAfter(statement);
                lock.next();
                boolean free = lock.getBoolean(1);
                statement.getMoreResults();
                ResultSet row = statement.getResultSet();
                if (row.next()) {
                    return Optional.of(remembered(row, fingerprint));
                }
                if (!free) {
                    throw new KeyInUse();
                }
                return Optional.empty();
            }
        });
    }

    /**
     * What is remembered under the key, which someone else may be about to do.
     *
     * @throws KeyReused where that is of another request
     */
    Optional<Remembered> recall(OwnedKey key, String fingerprint) {
        return inTransaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(BOUNDS.asStatement(connection) + RECALL)) {
                statement.setString(1, key.user());
                statement.setString(2, key.key().value());
                ResultSet row = TransactionBounds.resultAfter(statement);
                return row.next() ? Optional.of(remembered(row, fingerprint)) : Optional.empty();
            }
        });
    }

    private Remembered remembered(ResultSet row, String fingerprint) throws SQLException {
        if (!row.getString("fingerprint").equals(fingerprint)) {
            throw new KeyReused();
        }
        String etag = row.getString("etag");
        String body = row.getString("body");
        byte @Nullable [] shown = body == null || etag == null ? null : tagged(body, etag).getBytes(UTF_8);
        return new Remembered(
                new TaskId(row.getObject("task", UUID.class)),
                row.getLong("position"),
                new Success(row.getInt("status"), row.getString("location"), etag, shown));
    }

    /** The body as it was written. That of a release which told tags in the header alone is given the field. */
    private String tagged(String body, String etag) {
        return json.readTree(body) instanceof ObjectNode task && !task.has(ETAG)
                ? json.writeValueAsString(task.put(ETAG, etag.substring(1, etag.length() - 1)))
                : body;
    }

    /**
     * Remembers what is answered, for a day from the begin of the transaction, and commits the transaction, in one round trip: whoever
     * began it finds nothing left to be committed.
     *
     * @throws ConcurrencyException where another transaction has done so meanwhile, or PostgreSQL wants this one tried again: then nothing
     *     is committed
     */
    void rememberAndCommit(OwnedKey key, String fingerprint, Remembered answer) {
        inTransaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(REMEMBER_AND_COMMIT)) {
                statement.setString(1, key.user());
                statement.setString(2, key.key().value());
                statement.setString(3, fingerprint);
                statement.setObject(4, answer.task().value());
                statement.setLong(5, answer.position());
                statement.setInt(6, answer.success().status());
                statement.setString(7, answer.success().location());
                statement.setString(8, answer.success().etag());
                statement.setString(9, written(answer.success().body()));
                return statement.execute();
            }
        });
    }

    private @Nullable String written(@Nullable Object body) {
        return body == null ? null : json.writeValueAsString(body);
    }

    /** Deletes some keys that are older than a day, but for those that another transaction is at. */
    int forget(int most) {
        return inTransaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(BOUNDS.asStatement(connection) + FORGET)) {
                statement.setInt(1, most);
                statement.execute();
                statement.getMoreResults();
                return statement.getUpdateCount();
            }
        });
    }

    private <T> T inTransaction(Work<T> work) {
        return database.execute((ConnectionCallback<T>) connection -> {
            try {
                return work.with(connection);
            } catch (SQLException e) {
                if (hasMetAnother(e)) {
                    throw new ConcurrencyException("A request met another with the same Idempotency-Key");
                }
                throw e;
            }
        });
    }

    private static boolean hasMetAnother(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.startsWith(AGAIN)
                || (state.equals(NOT_NULL_VIOLATION) && e instanceof PSQLException refused && isOfCreatedAt(refused));
    }

    private static boolean isOfCreatedAt(PSQLException refused) {
        ServerErrorMessage message = refused.getServerErrorMessage();
        return message != null && CREATED_AT.equals(message.getColumn());
    }

    private interface Work<T> {
        T with(Connection connection) throws SQLException;
    }
}

package io.taskledger.query.projection;

import java.time.Duration;

/**
 * How long a transaction may take before PostgreSQL ends it, by PostgreSQL's own clock: whatever happens to the process that began it. Set
 * in the first statement of each transaction, since a pooler between refuses them as options of the connection. Zero is no limit.
 *
 * @param lock waiting for one lock
 * @param statement one statement
 * @param idle between two statements; the connection is lost then
 * @param transaction altogether, from PostgreSQL 17 on; the connection is lost then
 */
public record TransactionTimeouts(Duration lock, Duration statement, Duration idle, Duration transaction) {

    /**
     * Of transactions that fold events, or that claim the right to. The idle time and the time that a claim is good for together are less
     * than the five seconds in which another instance takes over. The lock time is longer than {@link #SWAP} holds a table, and the
     * statement time is shorter than the pool's socket time-out.
     */
    static final TransactionTimeouts FOLDING =
            new TransactionTimeouts(Duration.ofSeconds(3), Duration.ofSeconds(8), Duration.ofSeconds(2), Duration.ofSeconds(20));

    /** Of maintenance, whose statements may take minutes: building an index, comparing two tables. */
    static final TransactionTimeouts MAINTENANCE =
            new TransactionTimeouts(Duration.ofSeconds(3), Duration.ZERO, Duration.ofSeconds(2), Duration.ZERO);

    /** From the lock that keeps all queries from a table to the commit: two seconds at most, whichever of the two ends it. */
    public static final TransactionTimeouts SWAP =
            new TransactionTimeouts(Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(2));

    /** A statement that sets them for the rest of its transaction, without a semicolon. */
    public String sql() {
        return """
                select set_config('lock_timeout', '%d', true), set_config('statement_timeout', '%d', true),
                    set_config('idle_in_transaction_session_timeout', '%d', true),
                    case when current_setting('server_version_num')::int >= 170000 then set_config('transaction_timeout', '%d', true) end
                """.formatted(lock.toMillis(), statement.toMillis(), idle.toMillis(), transaction.toMillis());
    }
}

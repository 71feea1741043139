package io.taskledger.query.projection;

import static java.util.Objects.requireNonNull;

import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.axonframework.eventhandling.tokenstore.UnableToInitializeTokenException;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCallback;

import java.lang.management.ManagementFactory;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The positions of projections, and which instance has claimed the right to move each on. Claims go by PostgreSQL's clock alone, and no
 * claim waits for a lock: where another transaction holds the row, the next try is half a second away. Each statement sets {@link
 * TransactionTimeouts#FOLDING} first; {@link #storeToken} is the first of a batch's transaction.
 *
 * <p>The table is that of Axon's {@code JdbcTokenStore}, which releases before this one used, and beside which this one runs during an
 * upgrade: so times are text, in its format.
 */
final class ProjectionTokens implements TokenStore {

    /** Of an instance that no longer extends its claim. */
    static final Duration CLAIM = Duration.ofSeconds(2);

    private static final String NOW = "to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')";
    private static final String AGE = "extract(epoch from clock_timestamp() - timestamp::timestamptz)";

    /** The last parameter is a time of a claim that counts as expired, whatever the time is. */
    private static final String FETCH = """
            update token_entry set owner = ?, timestamp = %s
            where (processor_name, segment) in (
                    select processor_name, segment from token_entry where processor_name = ? and segment = ? for update skip locked)
                and (owner is null or owner = ? or timestamp is null or %s > %d or timestamp = ?)
            returning token, token_type
            """.formatted(NOW, AGE, CLAIM.toSeconds());

    /**
     * Ends the session that holds the row of an expired claim where it has been waiting for its process for longer than any time-out
     * allows: a process that stands still in the middle of a message is not idle for PostgreSQL, so that none of those ends it.
     */
    private static final String END_HOLDER = """
            select pg_terminate_backend(holder.pid)
            from token_entry
            join pg_locks as held on held.locktype = 'transactionid' and held.transactionid = token_entry.xmax and held.granted
            join pg_stat_activity as holder on holder.pid = held.pid
            where processor_name = ? and segment = ? and %s > %d and holder.usename = session_user and holder.wait_event_type = 'Client'
                and greatest(holder.query_start, holder.state_change) < clock_timestamp() - interval '3 s'
            """.formatted(AGE, CLAIM.toSeconds());

    private static final String STORE = """
            update token_entry set token = ?, token_type = ?, timestamp = %s where processor_name = ? and segment = ? and owner = ?
            """.formatted(NOW);

    /**
     * A row that is locked is left alone: whoever holds the lock stores a newer time, or is ended within two seconds. The answer is the
     * owner before.
     */
    private static final String EXTEND = """
            with extended as (
                update token_entry set timestamp = %s
                where (processor_name, segment) in (
                    select processor_name, segment from token_entry
                    where processor_name = ? and segment = ? and owner = ?
                    for update skip locked)
            )
            select owner is not distinct from ? from token_entry where processor_name = ? and segment = ?
            """.formatted(NOW);

    private static final String RELEASE = """
            update token_entry set owner = null, timestamp = %s where processor_name = ? and segment = ? and owner = ?
            """.formatted(NOW);

    private static final String INITIALIZE = """
            insert into token_entry (processor_name, segment, token, token_type, timestamp) values (?, ?, ?, ?, %s) on conflict do nothing
            """.formatted(NOW);

    private static final String DELETE = "delete from token_entry where processor_name = ? and segment = ? and owner = ?";
    private static final String CLAIMS = """
            select segment, owner, timestamp, %s as age from token_entry where processor_name = ? order by segment
            """.formatted(AGE);

    private final JdbcTemplate database;
    private final Serializer serializer;
    private final ForeignClaims foreign = new ForeignClaims(CLAIM);

    /** Two instances in containers may have the same process id and host name. */
    private final String self = ManagementFactory.getRuntimeMXBean().getName() + " " + UUID.randomUUID();

    /** @param database in the transaction of the caller */
    ProjectionTokens(JdbcTemplate database, Serializer serializer) {
        this.database = database;
        this.serializer = serializer;
    }

    @Override
    public @Nullable TrackingToken fetchToken(String processor, int segment) {
        List<SerializedObject<String>> claimed = query(
                FETCH,
                row -> new SimpleSerializedObject<>(row.getString(1), String.class, String.valueOf(row.getString(2)), null),
                self, processor, segment, self, foreign.expired(processor, segment));
        if (claimed.isEmpty()) {
            query(END_HOLDER, row -> row.getBoolean(1), processor, segment);
            throw new UnableToClaimTokenException("Another instance has claimed segment " + segment + " of " + processor + ", or it is not there");
        }
        return token(claimed.getFirst());
    }

    @Override
    public @Nullable TrackingToken fetchToken(String processor, Segment segment) {
        return fetchToken(processor, segment.getSegmentId());
    }

    private @Nullable TrackingToken token(SerializedObject<String> stored) {
        return stored.getData() == null ? null : plain(serializer.deserialize(stored));
    }

    /**
     * As a number below which nothing is missing. Releases up to 0.1 stored a number and the gaps below it, and their instances may run
     * beside this one: what follows the first gap is then delivered again, which does no harm.
     */
    private static @Nullable TrackingToken plain(@Nullable TrackingToken token) {
        return token instanceof GapAwareTrackingToken gaps
                ? new GlobalSequenceTrackingToken(gaps.hasGaps() ? gaps.getGaps().first() - 1 : gaps.getIndex())
                : token;
    }

    @Override
    public void storeToken(@Nullable TrackingToken token, String processor, int segment) {
        SerializedObject<String> stored = serializer.serialize(token, String.class);
        requireOwner(update(STORE, stored.getData(), stored.getType().getName(), processor, segment, self), processor, segment);
    }

    @Override
    public void extendClaim(String processor, int segment) {
        List<Boolean> owned = query(EXTEND, row -> row.getBoolean(1), processor, segment, self, self, processor, segment);
        requireOwner(owned.contains(true) ? 1 : 0, processor, segment);
    }

    @Override
    public void releaseClaim(String processor, int segment) {
        update(RELEASE, processor, segment, self);
    }

    @Override
    public void initializeTokenSegments(String processor, int segments, @Nullable TrackingToken initial) {
        for (int segment = 0; segment < segments; segment++) {
            if (!insert(initial, processor, segment)) {
                throw new UnableToClaimTokenException("Another instance has made the segments of " + processor);
            }
        }
    }

    @Override
    public void initializeTokenSegments(String processor, int segments) {
        initializeTokenSegments(processor, segments, null);
    }

    @Override
    public void initializeSegment(@Nullable TrackingToken token, String processor, int segment) {
        if (!insert(token, processor, segment)) {
            throw new UnableToInitializeTokenException("Another instance has made segment " + segment + " of " + processor);
        }
    }

    private boolean insert(@Nullable TrackingToken token, String processor, int segment) {
        if (token == null) {
            return update(INITIALIZE, processor, segment, null, null) == 1;
        }
        SerializedObject<String> stored = serializer.serialize(token, String.class);
        return update(INITIALIZE, processor, segment, stored.getData(), stored.getType().getName()) == 1;
    }

    @Override
    public void deleteToken(String processor, int segment) {
        requireOwner(update(DELETE, processor, segment, self), processor, segment);
    }

    @Override
    public boolean requiresExplicitSegmentInitialization() {
        return true;
    }

    @Override
    public int[] fetchSegments(String processor) {
        return claims(processor).stream().mapToInt(Claim::segment).toArray();
    }

    @Override
    public List<Segment> fetchAvailableSegments(String processor) {
        List<Claim> claims = claims(processor);
        int[] all = claims.stream().mapToInt(Claim::segment).toArray();
        return claims.stream()
                .filter(claim -> claim.owner == null || claim.owner.equals(self) || claim.time == null || claim.age > CLAIM.toSeconds()
                        || foreign.isExpired(processor, claim.segment, claim.time, claim.age))
                .map(claim -> Segment.computeSegment(claim.segment, all))
                .toList();
    }

    private List<Claim> claims(String processor) {
        return query(
                CLAIMS,
                row -> new Claim(row.getInt("segment"), row.getString("owner"), row.getString("timestamp"), row.getDouble("age")),
                processor);
    }

    private static void requireOwner(int rows, String processor, int segment) {
        if (rows != 1) {
            throw new UnableToClaimTokenException("Another instance has claimed segment " + segment + " of " + processor);
        }
    }

    private int update(String sql, @Nullable Object... parameters) {
        return after(sql, PreparedStatement::getUpdateCount, parameters);
    }

    private <T> List<T> query(String sql, Row<T> row, @Nullable Object... parameters) {
        return after(sql, statement -> {
            List<T> found = new ArrayList<>();
            for (ResultSet rows = statement.getResultSet(); rows.next();) {
                found.add(row.read(rows));
            }
            return found;
        }, parameters);
    }

    /** Both statements in one round trip. */
    private <T> T after(String sql, PreparedStatementCallback<T> second, @Nullable Object... parameters) {
        T result = database.execute(TransactionTimeouts.FOLDING.sql() + ";\n" + sql, (PreparedStatementCallback<T>) statement -> {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.execute();
            statement.getMoreResults();
            return second.doInPreparedStatement(statement);
        });
        return requireNonNull(result);
    }

    private interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** @param age in seconds; below zero where the time is in the future */
    private record Claim(int segment, @Nullable String owner, @Nullable String time, double age) {}
}

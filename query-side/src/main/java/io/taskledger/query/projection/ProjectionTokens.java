package io.taskledger.query.projection;

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

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * The positions of projections, and which instance has claimed the right to move each on. Claims go by PostgreSQL's clock alone, and no
 * claim waits for a lock: where another transaction holds the row, the next try is half a second away. Each statement has {@link
 * BoundedStatements time-outs}; {@link #storeToken} is the first of a batch's transaction.
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
     * Ends sessions that hold a row of the table, where the claim has expired, and that have been waiting for their process for longer
     * than any time-out allows: a process that stands still in the middle of a message is not idle for PostgreSQL, so that none of those
     * ends it. Which row a session holds is not asked, since a row's {@code xmax} may name a group of transactions: a session that stands
     * still is in the way, whichever row it holds.
     */
    private static final String END_HOLDER = """
            select pg_terminate_backend(holder.pid)
            from pg_stat_activity as holder
            where exists (select from token_entry where processor_name = ? and segment = ? and %s > %d)
                and exists (
                    select from pg_locks as held
                    where held.pid = holder.pid and held.locktype = 'relation' and held.relation = 'token_entry'::regclass
                        and held.mode in ('RowShareLock', 'RowExclusiveLock') and held.granted)
                and holder.datname = current_database() and holder.usename = session_user and holder.wait_event_type = 'Client'
                and greatest(holder.query_start, holder.state_change) < clock_timestamp() - interval '3 s'
            """.formatted(AGE, CLAIM.toSeconds());

    /** In a batch's transaction, which holds the row: a claim is good from the batch's end, however long the batch took. */
    static final String EXTEND_AFTER_LONG_BATCH = """
            update token_entry set timestamp = %s where processor_name = ? and segment = 0 and %s > 0.5
            """.formatted(NOW, AGE);

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

    private final BoundedStatements database;
    private final Serializer serializer;
    private final ForeignClaims foreign = new ForeignClaims(CLAIM);

    /** Two instances in containers may have the same process id and host name. */
    private final String self = ManagementFactory.getRuntimeMXBean().getName() + " " + UUID.randomUUID();

    /** @param database in the transaction of the caller */
    ProjectionTokens(JdbcTemplate database, Serializer serializer) {
        this.database = new BoundedStatements(database);
        this.serializer = serializer;
    }

    @Override
    public @Nullable TrackingToken fetchToken(String processor, int segment) {
        List<SerializedObject<String>> claimed = database.query(
                FETCH,
                row -> new SimpleSerializedObject<>(row.getString(1), String.class, String.valueOf(row.getString(2)), null),
                self, processor, segment, self, foreign.expired(processor, segment));
        if (claimed.isEmpty()) {
            database.query(END_HOLDER, row -> row.getBoolean(1), processor, segment);
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
        requireOwner(database.update(STORE, stored.getData(), stored.getType().getName(), processor, segment, self), processor, segment);
    }

    @Override
    public void extendClaim(String processor, int segment) {
        List<Boolean> owned = database.query(EXTEND, row -> row.getBoolean(1), processor, segment, self, self, processor, segment);
        requireOwner(owned.contains(true) ? 1 : 0, processor, segment);
    }

    @Override
    public void releaseClaim(String processor, int segment) {
        database.update(RELEASE, processor, segment, self);
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
            return database.update(INITIALIZE, processor, segment, null, null) == 1;
        }
        SerializedObject<String> stored = serializer.serialize(token, String.class);
        return database.update(INITIALIZE, processor, segment, stored.getData(), stored.getType().getName()) == 1;
    }

    @Override
    public void deleteToken(String processor, int segment) {
        requireOwner(database.update(DELETE, processor, segment, self), processor, segment);
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
        return database.query(
                CLAIMS,
                row -> new Claim(row.getInt("segment"), row.getString("owner"), row.getString("timestamp"), row.getDouble("age")),
                processor);
    }

    private static void requireOwner(int rows, String processor, int segment) {
        if (rows != 1) {
            throw new UnableToClaimTokenException("Another instance has claimed segment " + segment + " of " + processor);
        }
    }

    /** @param age in seconds; below zero where the time is in the future */
    private record Claim(int segment, @Nullable String owner, @Nullable String time, double age) {}
}

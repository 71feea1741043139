package io.taskledger.query.projection;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.WrappedToken;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The positions of projections, and which instance has claimed the right to move each on. An instance claims all projections of its release
 * together, so that it reads events once for all of them. Claims go by PostgreSQL's clock alone, and no claim waits for a lock: where
 * another transaction holds the row, the next try is half a second away. Each statement has {@link BoundedStatements time-outs}.
 *
 * <p>The table is that of Axon's {@code JdbcTokenStore}, which older releases use and beside which this one runs during an upgrade: so each
 * projection has a row of its own, of segment 0, and times are text, in its format.
 */
final class ProjectionTokens {

    /** Of an instance that no longer extends its claim. */
    static final Duration CLAIM = Duration.ofSeconds(2);

    static final String NOW = "to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')";
    private static final String AGE = "extract(epoch from clock_timestamp() - timestamp::timestamptz)";

    /**
     * Rows whose positions are this instance's still, and stand where it has stored them: PostgreSQL loses the last commits that did not
     * wait for the disk where one of its processes dies, and then what was folded has gone with the position. Parameters are the owner, the
     * projections, and the token of each.
     */
    static final String AT_POSITIONS =
            "segment = 0 and owner = ? and (processor_name, token) in (select * from unnest(?::text[], ?::text[]))";

    private static final String LOOK = """
            select processor_name, owner, timestamp, %s as age from token_entry
            where processor_name = any (?) and segment = 0
            order by processor_name
            """.formatted(AGE);

    /** The last parameter has the times of claims that count as expired, whatever the time is. */
    private static final String CLAIM_FREE = """
            update token_entry set owner = ?, timestamp = %s
            where (processor_name, segment) in (
                    select processor_name, segment from token_entry where processor_name = any (?) and segment = 0 for update skip locked)
                and (owner is null or owner = ? or timestamp is null or %s > %d or timestamp = any (?))
            returning processor_name, token, token_type
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
            where exists (select from token_entry where processor_name = any (?) and segment = 0 and %s > %d)
                and exists (
                    select from pg_locks as held
                    where held.pid = holder.pid and held.locktype = 'relation' and held.relation = 'token_entry'::regclass
                        and held.mode in ('RowShareLock', 'RowExclusiveLock') and held.granted)
                and holder.datname = current_database() and holder.usename = session_user and holder.wait_event_type = 'Client'
                and greatest(holder.query_start, holder.state_change) < clock_timestamp() - interval '3 s'
            """.formatted(AGE, CLAIM.toSeconds());

    /** A row that is locked is left alone: whoever holds the lock stores a newer time, or is ended within two seconds. */
    private static final String EXTEND = """
            with extended as (
                update token_entry set timestamp = %s
                where (processor_name, segment) in (
                    select processor_name, segment from token_entry
                    where processor_name = any (?) and segment = 0 and owner = ?
                    for update skip locked)
            )
            select processor_name from token_entry where %s
            """.formatted(NOW, AT_POSITIONS);

    private static final String RELEASE = """
            update token_entry set owner = null, timestamp = %s where processor_name = any (?) and segment = 0 and owner = ?
            """.formatted(NOW);

    private static final String INITIALIZE = """
            insert into token_entry (processor_name, segment, token, token_type, timestamp) values (?, 0, ?, ?, %s) on conflict do nothing
            """.formatted(NOW);

    private static final String HOLD = "select processor_name from token_entry where %s for update".formatted(AT_POSITIONS);

    private static final String STORE = """
            update token_entry set token = ?, token_type = ?, timestamp = %s where processor_name = any (?) and segment = 0 and owner = ?
            """.formatted(NOW);

    private final BoundedStatements database;
    private final Serializer serializer;
    private final ForeignClaims foreign = new ForeignClaims(CLAIM);
    private final String release;
    private final String self;

    /**
     * @param database in the transaction of the caller
     * @param release the tables of all projections of this release
     */
    ProjectionTokens(JdbcTemplate database, Serializer serializer, Collection<String> release) {
        this.database = new BoundedStatements(database);
        this.serializer = serializer;
        this.release = " for " + String.join(",", release.stream().sorted().toList());
        // two instances in containers may have the same process id and host name
        self = ManagementFactory.getRuntimeMXBean().getName() + " " + UUID.randomUUID() + this.release;
    }

    /** The owner that this instance's claims have. */
    String self() {
        return self;
    }

    /** The claims on some projections, which are given a position before the first event where they have none. */
    Claims look(Set<String> projections) {
        List<Row> found = rows(projections);
        Set<String> begun = found.stream().map(Row::projection).collect(toUnmodifiableSet());
        projections.stream().filter(projection -> !begun.contains(projection)).forEach(this::initialize);
        return new Claims(
                !found.isEmpty() && found.getFirst().peers,
                found.stream().filter(Row::free).map(Row::projection).collect(toUnmodifiableSet()));
    }

    private List<Row> rows(Set<String> projections) {
        return database.query(
                LOOK,
                row -> row(row.getString("processor_name"), row.getString("owner"), row.getString("timestamp"), row.getDouble("age")),
                (Object) names(projections));
    }

    private Row row(String projection, @Nullable String owner, @Nullable String time, double age) {
        if (owner == null || owner.equals(self) || time == null || age > CLAIM.toSeconds() || foreign.isExpired(projection, time, age)) {
            return new Row(projection, true, false);
        }
        return new Row(projection, false, owner.endsWith(release));
    }

    private void initialize(String projection) {
        SerializedObject<String> before = serialized(0);
        database.update(INITIALIZE, projection, before.getData(), before.getType().getName());
    }

    /**
     * Claims those of the projections that are free.
     *
     * @return the positions of those that are this instance's now
     */
    Map<String, Long> claim(Set<String> projections) {
        String[] expired = projections.stream().map(foreign::expired).flatMap(Optional::stream).toArray(String[]::new);
        List<Position> claimed = database.query(
                CLAIM_FREE,
                row -> new Position(
                        row.getString("processor_name"),
                        row.getString("token"),
                        position(row.getString("token"), row.getString("token_type"))),
                self, names(projections), self, expired);
        if (claimed.size() < projections.size()) {
            Set<String> mine = claimed.stream().map(Position::projection).collect(toUnmodifiableSet());
            Set<String> others = projections.stream().filter(projection -> !mine.contains(projection)).collect(toUnmodifiableSet());
            database.query(END_HOLDER, row -> row.getBoolean(1), (Object) names(others));
        }
        claimed.stream().filter(one -> !text(one.position).equals(one.token)).forEach(one -> store(Set.of(one.projection), one.position));
        return claimed.stream().collect(toMap(Position::projection, Position::position));
    }

    private long position(@Nullable String token, @Nullable String type) {
        if (token == null) {
            return 0;
        }
        TrackingToken stored = serializer.deserialize(new SimpleSerializedObject<>(token, String.class, String.valueOf(type), null));
        TrackingToken plain = WrappedToken.unwrapLowerBound(stored);
        return plain instanceof GapAwareTrackingToken gaps ? below(gaps) : plain == null ? 0 : plain.position().orElse(0);
    }

    /**
     * A number below which nothing is missing. Releases up to 0.1 stored a number and the gaps below it, and their instances may run beside
     * this one: what follows the first gap is then delivered again, which does no harm.
     */
    private static long below(GapAwareTrackingToken token) {
        return token.hasGaps() ? token.getGaps().first() - 1 : token.getIndex();
    }

    /**
     * Extends the claims.
     *
     * @param positions of the projections, as they were claimed or stored last
     * @return whether all of the claims are this instance's still, and all of the positions are stored
     */
    boolean extend(Map<String, Long> positions) {
        String[] names = names(positions.keySet());
        return database.query(EXTEND, row -> row.getString(1), names, self, self, names, texts(positions)).size() == positions.size();
    }

    void release(Set<String> projections) {
        database.update(RELEASE, names(projections), self);
    }

    /**
     * Keeps others from the projections' positions until the transaction ends.
     *
     * @param positions of the projections, as they were claimed or stored last
     * @throws ClaimLost where one of the claims is another instance's, or one of the positions is another
     */
    void hold(Map<String, Long> positions) {
        String[] names = names(positions.keySet());
        if (database.query(HOLD, row -> row.getString(1), self, names, texts(positions)).size() < positions.size()) {
            throw new ClaimLost();
        }
    }

    /** Moves projections that are held to a position. */
    void store(Set<String> projections, long position) {
        SerializedObject<String> token = serialized(position);
        database.update(STORE, token.getData(), token.getType().getName(), names(projections), self);
    }

    /** The token that stands for a position. */
    SerializedObject<String> serialized(long position) {
        return serializer.serialize(new GlobalSequenceTrackingToken(position), String.class);
    }

    /** The tokens that stand for positions, in the map's order. */
    String[] texts(Map<String, Long> positions) {
        return positions.values().stream().map(this::text).toArray(String[]::new);
    }

    private String text(long position) {
        return serialized(position).getData();
    }

    private static String[] names(Set<String> projections) {
        return projections.toArray(String[]::new);
    }

    /** @param token null where there is none yet */
    private record Position(String projection, @Nullable String token, long position) {}

    /** @param peers whether it is claimed by another instance of this release */
    private record Row(String projection, boolean free, boolean peers) {}

    /**
     * What stood in the table at a look.
     *
     * @param areForPeer whether another instance of this release has the first projection, by name: then all the others are for it, too, as
     *     soon as they are free. Of an instance of another release, the first may be the only one that both have.
     * @param free the projections that this instance may claim, or has claimed
     */
    record Claims(boolean areForPeer, Set<String> free) {}
}

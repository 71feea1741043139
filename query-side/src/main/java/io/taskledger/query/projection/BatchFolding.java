package io.taskledger.query.projection;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import io.taskledger.query.projection.LiveEvents.Batch;
import org.axonframework.serialization.SerializedObject;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * Folds batches of events into the tables of all projections that this instance has claimed, a transaction a batch: rows, positions, and
 * what is said of them to other instances. Where each task's first event is in the batch, that is one round trip, its commit included;
 * otherwise two, the first of which loads states.
 *
 * <p>That is the usual case: no dead letters. The storing statement looks for them itself, and stores nothing where there are any. Then,
 * and where a batch can't be folded, each projection is folded by itself, by {@link LiveFolding}. Only the holder of a claim adds dead
 * letters, so none is added between the look and the commit.
 */
final class BatchFolding {

    private final List<Target<?>> targets;
    private final Set<String> tables;
    private final Around around;
    private final BatchStatements statements;
    private boolean parked;

    /** @param held the positions of the projections that this instance has claimed */
    BatchFolding(List<Projection<?>> projections, Map<String, Long> held, Around around) {
        this.around = around;
        targets = new ArrayList<>();
        for (Projection<?> projection : projections) {
            Long position = held.get(projection.table());
            if (position != null) {
                targets.add(new Target<>(projection, position, around));
            }
        }
        tables = targets.stream().map(Target::name).collect(toUnmodifiableSet());
        Map<String, ProjectionTable<?>> byName = new LinkedHashMap<>();
        targets.forEach(target -> byName.put(target.name(), target.table));
        statements = BatchStatements.of(byName);
    }

    /** What all foldings of an instance share. */
    record Around(
            ProjectionTokens tokens,
            DeadLetters deadLetters,
            ProjectionProgress progress,
            JdbcTemplate database,
            TransactionOperations transaction) {}

    Set<String> tables() {
        return tables;
    }

    /** The position of each of the projections, as it was claimed or stored last. */
    Map<String, Long> positions() {
        return targets.stream().collect(toMap(Target::name, target -> target.position));
    }

    /** The position up to which all of the projections have folded every event. */
    long position() {
        return targets.stream().mapToLong(target -> target.position).min().orElseThrow();
    }

    /**
     * Folds the events; returns when that has been committed, and is known to who waits for it.
     *
     * @throws ClaimLost where another instance has claimed one of the projections, or PostgreSQL has lost what was stored last: then
     *     nothing is stored
     * @throws RuntimeException where the database fails: nothing is stored, or it is not known whether that was committed
     */
    void fold(Batch batch) {
        List<Progress> now = parked || !foldAtOnce(batch) ? foldOneByOne(batch) : progress(batch);
        targets.forEach(target -> target.position = Math.max(target.position, batch.end()));
        around.progress.advance(now);
    }

    /** The progress of the projections that the batch moves on, with nothing parked. */
    private List<Progress> progress(Batch batch) {
        return targets.stream()
                .filter(target -> target.position < batch.end())
                .map(target -> new Progress(target.name(), batch.end(), 0))
                .toList();
    }

    private boolean foldAtOnce(Batch batch) {
        try {
            var work = (ConnectionCallback<Boolean>) connection -> foldAtOnce(connection, batch);
            return Boolean.TRUE.equals(around.database.execute(work));
        } catch (RuntimeException e) {
            if (e instanceof ClaimLost || !PoisonEvents.isToBlame(e)) {
                throw e;
            }
            return false;
        }
    }

    /** False where something is parked: then nothing is stored. */
    private boolean foldAtOnce(Connection connection, Batch batch) throws SQLException {
        List<Part<?>> parts = new ArrayList<>();
        targets.forEach(target -> parts.add(target.part(batch)));
        boolean loads = parts.stream().anyMatch(Part::isOfTasksBegunBefore);
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED); // is sent where the server's default is another
        boolean done = false;
        try {
            done = (!loads || load(connection, parts)) && store(connection, parts, batch, loads);
            return done;
        } finally {
            if (!done) {
                connection.rollback();
            }
        }
    }

    /** Holds the positions, and by reading the tables keeps a rebuild from putting others in their place, until the transaction ends. */
    private boolean load(Connection connection, List<Part<?>> parts) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(statements.load())) {
            int parameter = bindPositions(statement);
            for (Part<?> part : parts) {
                ProjectionTable.bindTasks(statement, parameter++, part.begunBefore);
            }
            statement.execute();
            statement.getMoreResults();
            int held = 0;
            for (ResultSet row = statement.getResultSet(); row.next(); held++) {
                parked |= row.getBoolean("parked");
            }
            requireAll(held == targets.size());
            for (Part<?> part : parts) {
                statement.getMoreResults();
                part.read(statement.getResultSet());
            }
            return !parked;
        }
    }

    private boolean store(Connection connection, List<Part<?>> parts, Batch batch, boolean held) throws SQLException {
        parts.forEach(Part::fold);
        List<Progress> now = progress(batch);
        SerializedObject<String> token = around.tokens.serialized(batch.end());
        try (PreparedStatement statement = connection.prepareStatement(held ? statements.store() : statements.storeAtOnce())) {
            int parameter = held ? 1 : bindPositions(statement);
            statement.setString(parameter++, token.getData());
            statement.setString(parameter++, token.getType().getName());
            statement.setArray(parameter++, connection.createArrayOf("text", now.stream().map(Progress::projection).toArray()));
            for (Part<?> part : parts) {
                parameter = part.bind(statement, parameter);
            }
            statement.setArray(parameter, connection.createArrayOf("text", now.stream().map(Progress::text).toArray()));
            statement.execute();
            if (!held) {
                statement.getMoreResults();
            }
            ResultSet outcome = statement.getResultSet();
            outcome.next();
            requireAll(outcome.getBoolean(1));
            parked = !outcome.getBoolean(2);
            return !parked;
        }
    }

    /** What {@link ProjectionTokens#AT_POSITIONS} needs; returns the number of the parameter behind that. */
    private int bindPositions(PreparedStatement statement) throws SQLException {
        Map<String, Long> positions = positions();
        Connection connection = statement.getConnection();
        int parameter = 1;
        statement.setString(parameter++, around.tokens.self());
        statement.setArray(parameter++, connection.createArrayOf("text", positions.keySet().toArray()));
        statement.setArray(parameter++, connection.createArrayOf("text", around.tokens.texts(positions)));
        return parameter;
    }

    private static void requireAll(boolean held) {
        if (!held) {
            throw new ClaimLost();
        }
    }

    private List<Progress> foldOneByOne(Batch batch) {
        List<Progress> all = Objects.requireNonNull(around.transaction.execute(_ -> {
            around.tokens.hold(positions());
            List<Progress> now = targets.stream().map(target -> target.foldOneByOne(batch)).toList();
            around.tokens.store(progress(batch).stream().map(Progress::projection).collect(toUnmodifiableSet()), batch.end());
            around.database.query(
                    "select pg_notify('%s', said) from unnest(?::text[]) as told (said)".formatted(ProjectionProgress.CHANNEL),
                    _ -> {},
                    (Object) now.stream().map(Progress::text).toArray(String[]::new));
            return now;
        }));
        parked = all.stream().anyMatch(progress -> progress.parked() > 0);
        return all;
    }

    /** A projection that is fed, and up to where it is. */
    private static final class Target<S> {

        private final Projection<S> projection;
        private final ProjectionTable<S> table;
        private final LiveFolding<S> oneByOne;
        private long position;

        Target(Projection<S> projection, long position, Around around) {
            this.projection = projection;
            this.position = position;
            table = new ProjectionTable<>(projection, projection.table(), around.database);
            oneByOne = new LiveFolding<>(projection, around.deadLetters, around.database);
        }

        String name() {
            return projection.table();
        }

        Part<S> part(Batch batch) {
            return new Part<>(this, due(batch));
        }

        Progress foldOneByOne(Batch batch) {
            return new Progress(name(), Math.max(batch.end(), position), oneByOne.fold(due(batch)));
        }

        /** One that was built, or fed by itself before, may be ahead of the others. */
        private List<Delivery> due(Batch batch) {
            return batch.deliveries().isEmpty() || batch.deliveries().getFirst().position() > position
                    ? batch.deliveries()
                    : batch.deliveries().stream().filter(delivery -> delivery.position() > position).toList();
        }
    }

    /** What a batch has for one projection. */
    private static final class Part<S> {

        private final Target<S> target;
        private final List<Delivery> due;
        private final Set<UUID> begunBefore;
        private Map<UUID, Folded<S>> states = Map.of();
        private List<Folded<S>> rows = List.of();

        Part(Target<S> target, List<Delivery> due) {
            this.target = target;
            this.due = due;
            begunBefore = LiveFolding.begunBefore(due);
        }

        boolean isOfTasksBegunBefore() {
            return !begunBefore.isEmpty();
        }

        void read(ResultSet found) throws SQLException {
            states = target.table.states(found);
        }

        void fold() {
            Folding<S> folding = new Folding<>(target.projection, states);
            due.forEach(folding::add);
            rows = folding.rows();
        }

        int bind(PreparedStatement statement, int first) throws SQLException {
            target.table.bindRows(statement, first, rows);
            return first + target.table.parameters();
        }
    }
}

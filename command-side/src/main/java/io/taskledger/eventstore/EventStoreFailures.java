package io.taskledger.eventstore;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/** What leaves this package when a statement fails: what kind of failure it was, and nothing that is in an event. */
final class EventStoreFailures {

    private static final String UNIQUE_VIOLATION = "23505";

    /** Of a lock, a statement, a transaction. */
    private static final Set<String> TIMEOUTS = Set.of("55P03", "57014", "25P04");
    private static final String ONE_EVENT_A_VERSION = "domain_event_entry_one_event_a_version";

    private EventStoreFailures() {}

    /** The SQLState is in the cause; what the server said may quote a value, and is left out, but for errors of the connection. */
    static EventStoreException failure(String doing, SQLException e) {
        String state = e.getSQLState();
        SQLException cause = e instanceof SQLTransientConnectionException || state == null || isOfConnection(state)
                ? new SQLTransientConnectionException(e.getMessage(), state)
                : new SQLException("SQLState " + state, state);
        cause.setStackTrace(e.getStackTrace());
        return new EventStoreException("PostgreSQL failed while " + doing, cause);
    }

    /** Appendix A of PostgreSQL's documentation: 08 connection, 53 resources, 57P operator intervention. */
    private static boolean isOfConnection(String state) {
        return state.startsWith("08") || state.startsWith("53") || state.startsWith("57P");
    }

    /** Whether it is certain that the server has refused the statement, and its transaction with it, and that others may fare better. */
    static boolean isOfStatement(SQLException e) {
        return e instanceof PSQLException postgres
                && postgres.getServerErrorMessage() != null
                && !isOfConnection(String.valueOf(e.getSQLState()))
                && !TIMEOUTS.contains(String.valueOf(e.getSQLState()));
    }

    /** Nothing was sent: the store was busy for too long. */
    static EventStoreException tooBusy() {
        return new EventStoreException(
                "Events were not appended, since those before them took too long", new SQLTransientConnectionException("busy", "57014"));
    }

    /** Whether another event has the version that was to be appended. */
    static boolean isConflict(SQLException e) {
        ServerErrorMessage said = e instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
        return UNIQUE_VIOLATION.equals(e.getSQLState()) && said != null && ONE_EVENT_A_VERSION.equals(said.getConstraint());
    }

    /** Where the first of the events has a version that is taken, as Axon expects it. */
    static RuntimeException conflict(EventMessage<?> first) {
        if (!(first instanceof DomainEventMessage<?> event)) {
            return new ConcurrencyException("The event " + first.getIdentifier() + " is stored already");
        }
        return event.getSequenceNumber() == 0
                ? new AggregateStreamCreationException(
                        "There is an aggregate " + event.getAggregateIdentifier() + " already, or a later event of the same commit")
                : new ConcurrencyException(
                        "Aggregate %s has an event %d already, or a later one of the same commit"
                                .formatted(event.getAggregateIdentifier(), event.getSequenceNumber()));
    }
}

package io.taskledger.database;

import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

import java.sql.SQLException;
import java.sql.Statement;

/**
 * A migration waits for a lock for 300 ms, since all who want the table meanwhile wait behind it; and a process that stands still in the
 * middle of one keeps its locks for two seconds, not for ever. {@link PatientMigration} tries it again.
 */
final class MigrationTimeouts implements Callback {

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.BEFORE_EACH_MIGRATE;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public String getCallbackName() {
        return "time-outs of a migration";
    }

    @Override
    public void handle(Event event, Context context) {
        try (Statement statement = context.getConnection().createStatement()) {
            statement.execute(
                    "select set_config('lock_timeout', '300ms', true), set_config('idle_in_transaction_session_timeout', '2s', true)");
        } catch (SQLException e) {
            throw new IllegalStateException("The time-outs of a migration can't be set", e);
        }
    }
}

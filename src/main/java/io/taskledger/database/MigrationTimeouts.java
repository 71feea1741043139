package io.taskledger.database;

import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

import java.sql.SQLException;
import java.sql.Statement;

/**
 * A process that stands still in the middle of a migration keeps its locks for two seconds, not for ever: instances that serve wait for
 * them.
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
            statement.execute("select set_config('idle_in_transaction_session_timeout', '2s', true)");
        } catch (SQLException e) {
            throw new IllegalStateException("The time-outs of a migration can't be set", e);
        }
    }
}

package io.taskledger.query.caller;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.TransientDataAccessResourceException;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;

/**
 * A caller's query. Parameters are numbered as if the text before the query had none, and the results of that text are passed over. It lets
 * through what reads rows, and refuses all else: an update, whose count would be that of another statement; a batch; a fetch size, whose
 * cursor the commit would close; the driver's time-out and cancel, which can hit the connection's next user.
 */
final class CallerStatement implements InvocationHandler {

    private static final Set<String> LET_THROUGH = Set.of(
            "close", "isClosed", "clearParameters", "getResultSet", "getWarnings", "clearWarnings", "isPoolable", "closeOnCompletion",
            "isCloseOnCompletion", "getFetchSize", "getFetchDirection", "getMaxRows", "getMaxFieldSize", "getQueryTimeout",
            "getResultSetType", "getResultSetConcurrency", "getResultSetHoldability", "toString");

    /** Zero means no limit of the driver's. */
    private static final Set<String> LIMITS = Set.of("setFetchSize", "setMaxRows", "setMaxFieldSize", "setQueryTimeout");

    private static final int NO_RESULT = -1;

    private final Connection proxied;
    private final PreparedStatement statement;
    private final Connection connection;
    private final String longestQuery;
    private boolean passed;

    /**
     * A query that was prepared.
     *
     * @param proxied whose statement it is for whoever asks
     * @param statement of the {@link QueryText}
     * @param connection whose statement it is
     * @param longestQuery milliseconds after which PostgreSQL ends it
     */
    CallerStatement(Connection proxied, PreparedStatement statement, Connection connection, String longestQuery) {
        this.proxied = proxied;
        this.statement = statement;
        this.connection = connection;
        this.longestQuery = longestQuery;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] given) throws Throwable {
        Object[] arguments = CallerConnection.orNone(given);
        return switch (arguments.length) {
            case 0 -> invoke(proxy, method);
            case 1 -> invoke(proxy, method, arguments[0]);
            default -> {
                if (!(arguments[0] instanceof Integer parameter) || !method.getName().startsWith("set")) {
                    throw CallerConnection.refusal(method);
                }
                arguments[0] = shifted(parameter);
                yield CallerConnection.invoke(method, statement, arguments);
            }
        };
    }

    private @Nullable Object invoke(Object proxy, Method method) throws Throwable {
        return switch (method.getName()) {
            case "executeQuery" -> rows();
            case "execute" -> execute();
            case "getMoreResults" -> {
                passed = true;
                statement.getMoreResults();
                yield false;
            }
            case "getUpdateCount" -> passed ? NO_RESULT : statement.getUpdateCount();
            case "getParameterMetaData" -> {
                setEntry();
                ParameterMetaData all = statement.getParameterMetaData();
                yield CallerConnection.proxy(ParameterMetaData.class, (_, asked, index) -> describe(all, asked, CallerConnection.orNone(index)));
            }
            case "getConnection" -> proxied;
            case "hashCode" -> System.identityHashCode(proxy);
            case String name when LET_THROUGH.contains(name) -> CallerConnection.invoke(method, statement);
            default -> throw CallerConnection.refusal(method);
        };
    }

    @SuppressWarnings("ReferenceEquality") // which is what equality of such a statement is
    private @Nullable Object invoke(Object proxy, Method method, @Nullable Object argument) throws Throwable {
        return switch (method.getName()) {
            case "equals" -> proxy == argument;
            case "isWrapperFor" -> false;
            case "setPoolable" -> null;
            case String name when LIMITS.contains(name) && Objects.equals(argument, 0) -> null;
            default -> throw CallerConnection.refusal(method);
        };
    }

    private static int shifted(int parameter) throws SQLException {
        if (parameter < 1) {
            throw new SQLException("Parameters are numbered from 1.", "07009");
        }
        return parameter + QueryText.PARAMETERS;
    }

    private static @Nullable Object describe(ParameterMetaData all, Method asked, Object[] arguments) throws Throwable {
        if (asked.getName().equals("getParameterCount")) {
            return all.getParameterCount() - QueryText.PARAMETERS;
        }
        if (arguments.length == 1 && arguments[0] instanceof Integer parameter) {
            arguments[0] = shifted(parameter);
        }
        return CallerConnection.invoke(asked, all, arguments);
    }

    private ResultSet rows() throws SQLException {
        if (!execute()) {
            throw new SQLException("The query has no rows as its result.", "02000");
        }
        return statement.getResultSet();
    }

    /** Whether the result of the query is rows. Where anything fails, the transaction has ended when this ends. */
    private boolean execute() throws SQLException {
        if (connection.getAutoCommit()) {
            throw new IllegalStateException("a query needs an explicit transaction");
        }
        passed = false;
        Entry entry = setEntry();
        try {
            statement.execute();
            for (int result = 1; result < QueryText.RESULTS; result++) {
                statement.getMoreResults();
            }
            enter(entry, statement.getResultSet());
            return statement.getMoreResults();
        } catch (SQLException | RuntimeException e) {
            rollBack(e);
            throw e;
        }
    }

    /** Sets the parameters of the text before the query, and gives whom it is for: null for nobody. */
    private @Nullable Entry setEntry() throws SQLException {
        Entry entry = CallerDatabase.ENTRY.isBound() ? CallerDatabase.ENTRY.get() : null;
        statement.setString(1, entry == null ? "" : entry.caller().value());
        statement.setString(2, longestQuery);
        return entry;
    }

    /** @throws TransientDataAccessResourceException where the question's query before was carried out in another epoch */
    private static void enter(@Nullable Entry entry, ResultSet entered) throws SQLException {
        if (entry != null) {
            entered.next();
            String epoch = entered.getString(QueryText.EPOCH);
            entry.enter(epoch == null ? "" : epoch);
        }
    }

    private void rollBack(Exception failure) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }
}

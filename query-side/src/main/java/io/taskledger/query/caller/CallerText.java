package io.taskledger.query.caller;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** A statement that is given its query when it is executed: it prepares the query then, as {@link CallerStatement}. */
final class CallerText implements InvocationHandler {

    private final Connection connection;
    private @Nullable PreparedStatement query;
    private boolean closed;

    /** @param connection a {@link CallerConnection} */
    CallerText(Connection connection) {
        this.connection = connection;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // which is what equality of such a statement is
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] given) throws Throwable {
        Object[] arguments = CallerConnection.orNone(given);
        return switch (method.getName()) {
            case "execute" -> prepare(method, arguments).execute();
            case "executeQuery" -> prepare(method, arguments).executeQuery();
            case "close" -> {
                closed = true;
                closeQuery();
                yield null;
            }
            case "isClosed" -> closed;
            case "getConnection" -> connection;
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> {
                if (query == null) {
                    throw CallerConnection.refusal(method);
                }
                yield CallerConnection.invoke(method, query, arguments);
            }
        };
    }

    private PreparedStatement prepare(Method method, Object[] arguments) throws SQLException {
        if (arguments.length != 1) { // with more, it is asked for generated keys
            throw CallerConnection.refusal(method);
        }
        closeQuery();
        query = connection.prepareStatement((String) arguments[0]);
        return query;
    }

    private void closeQuery() throws SQLException {
        if (query != null) {
            query.close();
        }
    }
}

package io.taskledger.query.caller;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.Set;

/**
 * A connection whose statements are {@linkplain CallerStatement the caller's queries}. It lets through what a query needs, and refuses all
 * else: whatever is asked on the connection beneath would be asked by the login role. Results and metadata are the driver's own, since a
 * proxy of them would cost each column a reflective call: {@code ResultSet.getStatement} and {@code DatabaseMetaData.getConnection} lead to
 * the connection beneath, and no code of this service may call them (ArchitectureTest).
 */
final class CallerConnection implements InvocationHandler {

    /** What touches no row. {@code getMetaData} is for Hibernate, which compares its entities with the tables at start. */
    private static final Set<String> LET_THROUGH = Set.of(
            "close", "isClosed", "isValid", "abort", "getMetaData", "getWarnings", "clearWarnings", "createArrayOf", "getTransactionIsolation",
            "getHoldability", "getCatalog", "getSchema", "getNetworkTimeout", "getClientInfo", "isReadOnly", "getAutoCommit", "toString");

    private static final Object[] NONE = {};

    private final Connection connection;
    private final String longestQuery;

    private CallerConnection(Connection connection, String longestQuery) {
        this.connection = connection;
        this.longestQuery = longestQuery;
    }

    /**
     * The connection as queries have it.
     *
     * @param connection with auto-commit off
     * @param longestQuery milliseconds after which PostgreSQL ends a statement
     */
    static Connection of(Connection connection, String longestQuery) {
        return proxy(Connection.class, new CallerConnection(connection, longestQuery));
    }

    static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(CallerConnection.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // which is what equality of such a connection is
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] given) throws Throwable {
        Object[] arguments = orNone(given);
        return switch (method.getName()) {
            case "prepareStatement" -> {
                requireReadForward(method, arguments, 1);
                yield prepare((Connection) proxy, (String) arguments[0]);
            }
            case "createStatement" -> {
                requireReadForward(method, arguments, 0);
                yield proxy(Statement.class, new CallerText((Connection) proxy));
            }
            // each query commits by itself, and is rolled back where it fails; Hibernate switches auto-commit on to look at the schema
            case "commit", "setAutoCommit", "setReadOnly" -> null;
            case "rollback" -> {
                if (arguments.length > 0) { // a savepoint
                    throw refusal(method);
                }
                yield null;
            }
            case "isWrapperFor" -> false;
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case String name when LET_THROUGH.contains(name) -> invoke(method, connection, arguments);
            default -> throw refusal(method);
        };
    }

    private PreparedStatement prepare(Connection proxy, String query) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(QueryText.of(query));
        statement.setFetchSize(0); // the commit would close the cursor of a URL's fetch size
        return proxy(PreparedStatement.class, new CallerStatement(proxy, statement, connection, longestQuery));
    }

    /** The kind of result that a connection gives without being asked for another. */
    private static void requireReadForward(Method method, Object[] arguments, int first) throws SQLException {
        boolean unasked = arguments.length == first;
        boolean forward = arguments.length > first + 1
                && arguments[first].equals(ResultSet.TYPE_FORWARD_ONLY) && arguments[first + 1].equals(ResultSet.CONCUR_READ_ONLY);
        if (!unasked && !forward) {
            throw refusal(method);
        }
    }

    static Object[] orNone(Object @Nullable [] arguments) {
        return arguments == null ? NONE : arguments;
    }

    static @Nullable Object invoke(Method method, Object target, Object... arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    static SQLException refusal(Method method) {
        return new SQLFeatureNotSupportedException(
                "A caller's query can't use %s.%s.".formatted(method.getDeclaringClass().getSimpleName(), method.getName()));
    }
}

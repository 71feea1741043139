package io.taskledger.projection;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/** Every query on a projection's table that the application sends, with its values in place; those of the folding aside. */
@TestConfiguration
public class SentStatements implements BeanPostProcessor {

    private static final Pattern QUERY = Pattern.compile("(?s)\\Aselect .*from (tasks_2|audit)\\s");

    /** What surrounds a query: what enters its transaction, which ends with the epoch, and the commit. */
    private static final Pattern SURROUNDED = Pattern.compile("(?s)\\A(?:.*? as epoch;\\s+)?(.*?)(?:\\s*;commit)?\\z");

    private final List<String> statements = new CopyOnWriteArrayList<>();

    public List<String> all() {
        return List.copyOf(statements);
    }

    String last() {
        return statements.getLast();
    }

    public void clear() {
        statements.clear();
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return name.equals("dataSource") ? watched(DataSource.class, bean) : bean;
    }

    private <T> T watched(Class<T> type, Object target) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (_, method, arguments) -> {
            if (target instanceof PreparedStatement && method.getName().startsWith("execute")) {
                record(target.toString());
            }
            try {
                return switch (method.invoke(target, arguments)) {
                    case Connection connection -> watched(Connection.class, connection);
                    case PreparedStatement statement -> watched(PreparedStatement.class, statement);
                    case null -> null;
                    case Object other -> other;
                };
            } catch (InvocationTargetException e) {
                throw e.getTargetException();
            }
        }));
    }

    private void record(String statement) {
        String sql = SURROUNDED.matcher(statement.replaceFirst("(?s)^.*? wrapping ", "")).replaceFirst("$1");
        if (QUERY.matcher(sql).find() && !sql.contains("unnest(")) {
            statements.add(sql);
        }
    }
}

package io.taskledger.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The users and tasks that the requests of a window are about: a file for each work, as {@link Wrk} takes it. */
final class TargetFiles {

    private static final long MOST_TASKS = 20_000;

    /** A prime, so that multiples of it visit all tasks in no order. */
    private static final long STEP = 2_654_435_761L;

    private final Path folder;
    private final Population population;
    private final Database database;
    private final String tasks;
    private final int usersApart;
    private final Map<Long, String> tokens = new TreeMap<>();

    /**
     * @param tokens of all users, or of some at equal distances
     * @param tasks a relation of the database with the columns {@code id}, {@code completed} and {@code deleted_at}
     */
    TargetFiles(Path folder, Population population, List<String> tokens, Database database, String tasks) {
        this.folder = folder;
        this.population = population;
        this.database = database;
        this.tasks = tasks;
        usersApart = population.users() / tokens.size();
        for (int i = 0; i < tokens.size(); i++) {
            this.tokens.put((long) i * usersApart, tokens.get(i));
        }
    }

    /** So that none falls into a window by chance. */
    void checkpoint() throws SQLException {
        database.execute("checkpoint");
    }

    Path of(Work work) throws IOException, SQLException {
        List<String> lines = switch (work.aim) {
            case USER -> tokens.values().stream().map(token -> line(token, "-", false)).toList();
            case TASK -> tasks(0, population.tasks(), "false", "deleted_at is null");
            case COMPLETION -> tasks(population.deep(), population.tasks(), "completed", "deleted_at is null");
            case DEEP_TASK -> deep("false", "deleted_at is null");
            case DEEP_COMPLETION -> deep("completed", "deleted_at is null");
            case DEEP_DELETION -> deep("deleted_at is not null", "true");
        };
        return Files.write(Files.createTempFile(folder, work.key(), ".targets"), lines);
    }

    private List<String> deep(String state, String condition) throws SQLException {
        return tasks(0, population.deep(), state, condition);
    }

    /** Of the tasks with numbers in these bounds, with the state that is so asked for, as it is now. */
    private List<String> tasks(long first, long end, String state, String condition) throws SQLException {
        long count = Math.min(end - first, MOST_TASKS * usersApart);
        List<String> lines = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select n, id, %s
                        from (select %d + i * %d %% %d as n from generate_series(1, %d::bigint) as i) as numbers
                        join %s as task on id = %s
                        where %s
                        """.formatted(state, first, STEP, end - first, count, tasks, Population.idOf("n"), condition))) {
            while (row.next()) {
                String token = tokens.get(row.getLong(1) % population.users());
                if (token != null) {
                    lines.add(line(token, row.getString(2), row.getBoolean(3)));
                }
            }
        }
        return lines;
    }

    private static String line(String token, String id, boolean state) {
        return "%s %s %d".formatted(token, id, state ? 1 : 0);
    }
}

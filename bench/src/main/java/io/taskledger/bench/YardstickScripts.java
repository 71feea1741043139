package io.taskledger.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The works of the table as pgbench does them, from the files in {@code bench/peers/postgresql}. A query is asked by the role that the
 * service asks by, in three round trips. A create is an event and a task in one transaction; so is a completion, for which the same script stands.
 */
final class YardstickScripts {

    private static final Path FOLDER = Path.of("bench/peers/postgresql");

    private final Map<String, String> names;

    private YardstickScripts(Map<String, String> names) {
        this.names = names;
    }

    /**
     * @param tasks the table that the service reads
     * @param users as many of the population as ask, at equal distances
     */
    static Map<Work, String> of(String tasks, Population population, int users) throws IOException {
        var scripts = new YardstickScripts(Map.of(
                "tasks", tasks,
                "users", "" + users,
                "users_apart", "" + population.users() / users,
                "all_users", "" + population.users(),
                "tasks_of_user", "" + population.tasks() / population.users()));
        String create = scripts.file("create");
        return Map.of(
                Work.LIST, scripts.query("list").replace("{rows}", "50"),
                Work.LIST_1000, scripts.query("list").replace("{rows}", "1000"),
                Work.GET, scripts.query("get"),
                Work.SUMMARY, scripts.query("summary"),
                Work.CREATE, create,
                Work.COMPLETE, create);
    }

    private String query(String name) throws IOException {
        return file("reader") + file(name);
    }

    private String file(String name) throws IOException {
        String script = Files.readString(FOLDER.resolve(name + ".sql"));
        for (Map.Entry<String, String> value : names.entrySet()) {
            script = script.replace("{" + value.getKey() + "}", value.getValue());
        }
        return script;
    }
}

package io.taskledger.commandline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskledger.support.BesideOthers;
import io.taskledger.support.CommandRun;
import io.taskledger.support.RunningService;
import io.taskledger.support.TestPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;

/** Commands beside a service on embedded PostgreSQL, which they share, and must leave as it is. */
@BesideOthers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisabledOnOs(OS.WINDOWS) // signals are POSIX's
class CommandLineTest {

    private final Path data;
    private final RunningService service;
    private final String task;

    CommandLineTest(@TempDir Path folder) {
        data = folder.resolve("a folder with spaces");
        service = RunningService.start(Map.of("TASKLEDGER_DATA", data.toString()));
        task = service.as("ann").create("Buy milk").id();
    }

    @AfterAll
    void stop() throws IOException {
        service.close();
    }

    @Test
    void projections_shows_where_all_are_and_nothing_else() throws Exception {
        CommandRun run = command("projections").expect(0);
        assertThat(run.out().lines()).hasSize(3);
        assertThat(run.out()).containsPattern("(?m)^NAME +TABLE +VERSION +STATUS +POSITION +HEAD").containsPattern("(?m)^tasks +tasks_2 +2 +live +\\d+ +\\d+ +\\d+ ");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void verify_names_the_row_that_was_altered_and_rebuild_mends_it() throws Exception {
        assertThat(command("verify", "tasks").expect(0).out()).contains("no differences");

        sql("update tasks_2 set title = 'Buy beer' where id = '" + task + "'");
        assertThat(command("verify", "tasks").expect(3).out()).contains("1 difference.").containsPattern("altered +" + task + " +0 +title");

        assertThat(command("rebuild", "tasks").expect(0).out())
                .contains("1 difference, which is mended").contains("no query could read it").contains(task);
        assertThat(service.as("ann").get("/api/tasks/" + task).expect(200).json().get("title").stringValue()).isEqualTo("Buy milk");
        assertThat(command("verify", "tasks").expect(0).out()).contains("no differences");
        service.as("ann").create("Buy bread");
    }

    @Test
    void one_that_is_running_is_watched_and_can_be_cancelled() throws Exception {
        String id = "00000000-0000-0000-0000-000000000001";
        sql("insert into projection_job (projection, kind, id, status, phase, up_to, lease_until) values"
                + " ('audit', 'rebuild', '" + id + "', 'running', 'fold', 1000, now() + interval '1 hour')"); // by an instance that does nothing
        assertThat(command("projections").expect(0).out()).containsPattern("(?m)^audit .* rebuild: fold, 0 of 1,000 events$");

        CommandRun watching = command("rebuild", "audit");
        waitFor(watching, "running already");
        assertThat(command("cancel", "audit").expect(0).out()).contains("rebuild of audit is cancelled");
        assertThat(watching.expect(1).out()).contains("was cancelled");
        assertThat(command("cancel", "audit").expect(0).out()).contains("Nothing of audit is running");
    }

    @Test
    void one_that_is_interrupted_says_that_it_goes_on() throws Exception {
        sql("insert into projection_job (projection, kind, id, status, phase, up_to, lease_until) values"
                + " ('audit', 'verify', '00000000-0000-0000-0000-000000000002', 'running', 'fold', 1000, now() + interval '1 hour')");
        CommandRun watching = command("verify", "audit");
        waitFor(watching, "running already");
        watching.interrupt();
        watching.expect(130);
        assertThat(watching.out()).contains("still ordered").contains("taskledger cancel audit");
        assertThat(watching.err()).isEmpty();
        command("cancel", "audit").expect(0);
    }

    @Test
    void retry_says_what_came_of_it() throws Exception {
        assertThat(command("retry", "tasks").expect(0).out()).contains("tasks_2 has no dead letters");
        sql("insert into dead_letter (projection, task, version, position, cause) values ('audit', '" + task + "', 0, 1, 'a test')");
        assertThat(command("retry", "audit").expect(0).out()).contains("1 tried, 1 released, 0 left");
    }

    @Test
    void what_is_unknown_is_refused_with_what_is_known() throws Exception {
        assertThat(command("rebuild", "nope").expect(2).err()).contains("There is no projection \"nope\". There are: audit, tasks.");
        assertThat(command("frobnicate").expect(2).err()).contains("There is no command \"frobnicate\".").contains("projections").contains("verify");
        assertThat(command("verify").expect(2).err()).contains("audit, tasks");
        CommandRun help = command("verify", "--help").expect(0);
        assertThat(help.out()).contains("Exit codes:").contains("3   verify found differences");
    }

    @Test
    void without_a_service_the_database_is_started_and_stopped(@TempDir Path folder) throws Exception {
        RunningService.start(Map.of("TASKLEDGER_DATA", folder.toString())).close();
        Map<String, String> alone = Map.of("TASKLEDGER_DATA", folder.toString());
        assertThat(CommandRun.start(alone, "rebuild", "tasks").expect(0).out()).contains("rebuild of tasks_2 is done: 0 events");
        assertThat(folder.resolve("postgresql/postmaster.pid")).doesNotExist();
    }

    @Test
    void where_there_is_nothing_nothing_is_made(@TempDir Path folder) throws Exception {
        Path missing = folder.resolve("missing");
        CommandRun run = CommandRun.start(Map.of("TASKLEDGER_DATA", missing.toString()), "projections").expect(1);
        assertThat(run.err().lines()).hasSize(2);
        assertThat(run.err()).contains("There is nothing in " + missing);
        assertThat(missing).doesNotExist();
    }

    @Test
    void a_database_that_can_not_be_used_is_told_in_two_sentences() throws Exception {
        CommandRun unreachable = CommandRun.start(Map.of("DATABASE_URL", "postgresql://ann:secret@localhost:1/tasks"), "projections").expect(1);
        assertThat(unreachable.err().lines()).hasSize(2);
        assertThat(unreachable.err()).contains("PostgreSQL can't be used").contains("Check DATABASE_URL").doesNotContain("secret");
        assertThat(unreachable.out()).isEmpty();

        CommandRun senseless = CommandRun.start(Map.of("DATABASE_URL", "nonsense"), "retry", "tasks").expect(1);
        assertThat(senseless.err()).contains("DATABASE_URL is no PostgreSQL URL.").doesNotContain("\tat ");
    }

    @Test
    void a_database_of_something_else_gets_no_tables() throws Exception {
        String url = TestPostgres.newDatabase();
        assertThat(CommandRun.start(Map.of("DATABASE_URL", url), "projections").expect(1).err())
                .contains("The database does not have all tables of this release.").doesNotContain("\tat ");
        try (Connection connection = DriverManager.getConnection(url);
                var tables = connection.createStatement().executeQuery("select 1 from pg_tables where schemaname = 'public'")) {
            assertThat(tables.next()).isFalse();
        }
    }

    private CommandRun command(String... arguments) {
        return CommandRun.start(Map.of("TASKLEDGER_DATA", data.toString()), arguments);
    }

    private static void waitFor(CommandRun run, String text) {
        await().atMost(Duration.ofMinutes(1)).until(() -> run.out().contains(text));
    }

    private void sql(String statement) throws IOException, SQLException {
        String url = "jdbc:postgresql://localhost:" + Files.readString(data.resolve("port")).strip() + "/taskledger";
        try (Connection connection = DriverManager.getConnection(url, "postgres", Files.readString(data.resolve("password")).strip());
                Statement change = connection.createStatement()) {
            change.execute(statement);
        }
    }
}

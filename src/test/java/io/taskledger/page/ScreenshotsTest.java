package io.taskledger.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ScreenshotAnimations;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.StoredTasks;
import io.taskledger.support.Tokens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

import java.nio.file.Path;
import java.sql.Statement;
import java.util.regex.Pattern;

/** Makes the README's pictures, where asked to by {@code -Dtaskledger.screenshots}. */
@ApplicationTest
@NeedsBrowser
@EnabledIfSystemProperty(named = "taskledger.screenshots", matches = ".*")
class ScreenshotsTest {

    private static final Path FOLDER = Path.of("..", "docs", "screenshots");

    private static final Pattern CAUGHT_UP = Pattern.compile("Position\\s*200,023");

    /** Two weeks of somebody's; of each event how long ago it was. */
    private static final String A_LIFE = """
            insert into domain_event_entry (aggregate_identifier, sequence_number, event_identifier, type, time_stamp,
                payload_type, payload_revision, payload, meta_data)
            select id, version, gen_random_uuid()::text, 'Task', now() - ago::interval, event, '1',
                jsonb_build_object('task_id', id) || payload::jsonb || case version when 0 then '{"user_id": "ines"}' else '{}' end::jsonb,
                jsonb_build_object('actor', 'ines', 'request_id', gen_random_uuid()::text)
            from (select n, gen_random_uuid()::text as id from generate_series(1, 10) as n) as tasks join (values
                (1, 0, '13 days 2 hours', 'TaskCreated', '{"title": "Renew the passport", "description": "Two photographs, the old one, and 60 in cash"}'),
                (2, 0, '12 days 5 hours', 'TaskCreated', '{"title": "Book the train to Lisbon"}'),
                (2, 1, '12 days 4 hours', 'TaskRenamed', '{"title": "Book the night train to Lisbon"}'),
                (3, 0, '9 days 7 hours', 'TaskCreated', '{"title": "Read “The Left Hand of Darkness”"}'),
                (1, 1, '8 days 3 hours', 'TaskCompleted', '{}'),
                (4, 0, '6 days 1 hour', 'TaskCreated', '{"title": "Write to the landlord about the boiler", "description": "It has been cold since Tuesday."}'),
                (4, 1, '5 days 22 hours', 'TaskDescribed', '{"description": "It has been cold since Tuesday. Ask for the heater that he promised."}'),
                (2, 2, '5 days 2 hours', 'TaskCompleted', '{}'),
                (5, 0, '4 days 6 hours', 'TaskCreated', '{"title": "Call the dentist"}'),
                (5, 1, '4 days 5 hours', 'TaskDeleted', '{}'),
                (5, 2, '4 days 5 hours', 'TaskRestored', '{}'),
                (6, 0, '3 days 9 hours', 'TaskCreated', '{"title": "Water the plants of the Okafors", "description": "The fern every day, the cactus never"}'),
                (6, 1, '2 days 8 hours', 'TaskCompleted', '{}'),
                (6, 2, '1 day 9 hours', 'TaskReopened', '{}'),
                (7, 0, '1 day 3 hours', 'TaskCreated', '{"title": "Slides for Thursday"}'),
                (7, 1, '1 day 2 hours', 'TaskRenamed', '{"title": "Slides for Friday"}'),
                (8, 0, '5 hours', 'TaskCreated', '{"title": "Return the drill to Jonas"}'),
                (9, 0, '3 hours', 'TaskCreated', '{"title": "Buy milk"}'),
                (9, 1, '2 hours 40 minutes', 'TaskRenamed', '{"title": "Buy oat milk"}'),
                (9, 2, '2 hours 38 minutes', 'TaskDescribed', '{"description": "Two litres, and coffee if there is any"}'),
                (9, 3, '1 hour', 'TaskCompleted', '{}'),
                (9, 4, '52 minutes', 'TaskReopened', '{}'),
                (10, 0, '20 minutes', 'TaskCreated', '{"title": "Plan the walk along the coast"}'))
                as history (n, version, ago, event, payload) using (n)
            order by ago::interval desc
            """;

    @RegisterExtension
    final Browsing browsing = new Browsing();

    private final int port;
    private final JdbcTemplate database;

    ScreenshotsTest(@Autowired JdbcTemplate database, @LocalServerPort int port) {
        this.database = database;
        this.port = port;
    }

    @BeforeEach
    void somebody_lives_with_it() {
        database.execute((ConnectionCallback<Integer>) connection -> {
            try (Statement statement = connection.createStatement()) {
                int events = statement.executeUpdate(A_LIFE);
                connection.commit();
                return events;
            }
        });
    }

    @Test
    void of_the_main_views() {
        String token = Tokens.with(claims -> claims.subject("ines").claim("name", "Inês").claim("role", "admin"));
        Tab light = browsing.open(port, token, Looks.LIGHT).expecting("^404 GET /api/admin/");
        light.tasks().expectCounts(10, 8, 2);
        assertThat(light.tasks().checkbox("Plan the walk along the coast")).isVisible();
        keep(light, "tasks");
        Tab dark = browsing.open(port, token, Looks.DARK);
        dark.tasks().expectCounts(10, 8, 2);
        assertThat(dark.tasks().checkbox("Plan the walk along the coast")).isVisible();
        keep(dark, "tasks-dark");
        Tab phone = browsing.open(port, token, Looks.PHONE);
        phone.tasks().expectCounts(10, 8, 2);
        assertThat(phone.tasks().checkbox("Plan the walk along the coast")).isVisible();
        keep(phone, "phone");

        light.tasks().history("Buy oat milk");
        assertThat(light.history().changes()).hasCount(5);
        keep(light, "history");
        light.shell().view("Audit").click();
        assertThat(light.audit().entries()).hasCount(23);
        keep(light, "audit");
        keepOperations(light);
    }

    /** With as many events as make a rebuild one that can be watched. */
    private void keepOperations(Tab tab) {
        StoredTasks.add(database, 50_000);
        tab.page().setViewportSize(1280, 560);
        tab.shell().view("Operations").click();
        assertThat(tab.operations().projection("tasks")).containsText(CAUGHT_UP);
        assertThat(tab.operations().projection("audit")).containsText(CAUGHT_UP);
        tab.operations().order("Verify", "audit");
        assertThat(tab.operations().job("Last verification of audit")).isVisible();
        tab.operations().order("Rebuild", "tasks");
        tab.page().waitForFunction("() => document.querySelector('progress')?.value > 0.4");
        keep(tab, "operations");
        assertThat(tab.operations().job("Last rebuild of tasks")).isVisible();
    }

    private static void keep(Tab tab, String name) {
        tab.page().mouse().move(0, 0);
        tab.page().screenshot(new Page.ScreenshotOptions().setPath(FOLDER.resolve(name + ".png")).setAnimations(ScreenshotAnimations.DISABLED));
    }
}

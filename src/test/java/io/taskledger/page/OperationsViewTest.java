package io.taskledger.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import io.taskledger.support.Api;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.Session;
import io.taskledger.support.Tokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;

import java.util.regex.Pattern;

@ApplicationTest
@NeedsBrowser
class OperationsViewTest {

    private static final Pattern FOLDED = Pattern.compile("[\\d,]+ of [\\d,]+ events?");

    @RegisterExtension
    final Browsing browsing = new Browsing();

    private final int port;
    private final Api api;
    private final Session database;

    OperationsViewTest(@Autowired Api api, @Autowired Environment environment, @LocalServerPort int port) {
        this.api = api;
        this.port = port;
        this.database = Session.on(environment.getRequiredProperty("DATABASE_URL"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void the_projections_are_shown_as_they_are() {
        api.asSomeone().create("one event at least");
        Tab tab = open();
        for (String projection : new String[] {"tasks", "audit"}) {
            assertThat(tab.operations().projection(projection)).containsText("live");
            assertThat(tab.operations().projection(projection)).containsText(Pattern.compile("Position\\s*[\\d,]+\\s*of [\\d,]+"));
            assertThat(tab.operations().projection(projection)).containsText(Pattern.compile("Behind\\s*0\\s*events"));
            assertThat(tab.operations().projection(projection)).containsText(Pattern.compile("Dead letters\\s*0"));
        }
    }

    /** The rebuild can't end while another reads the table in a transaction. */
    @Test
    void a_rebuild_is_watched_as_it_goes_on_by_whoever_looks() {
        api.asSomeone().create("one event at least");
        Tab tab = open();
        database.run("begin");
        database.run("lock table tasks_2 in access share mode");
        tab.operations().order("Rebuild", "tasks");
        assertThat(tab.operations().progress("tasks")).isVisible();
        assertThat(tab.operations().job("Rebuild of tasks")).containsText(FOLDED);
        Locator phase = tab.operations().job("Rebuild of tasks").getByRole(AriaRole.LISTITEM).and(tab.page().locator("[aria-current=step]"));
        assertThat(phase).hasText("Swapping");
        Tab other = open();
        assertThat(other.operations().job("Rebuild of tasks")).containsText("Swapping");

        database.letGo();
        assertThat(tab.operations().job("Last rebuild of tasks")).containsText("no row differed");
        assertThat(other.operations().job("Last rebuild of tasks")).containsText("no row differed");
        assertThat(tab.operations().progress("tasks")).hasCount(0);
    }

    @Test
    void it_can_be_cancelled() {
        Tab tab = open();
        database.run("begin");
        database.run("lock table audit in access share mode");
        tab.operations().order("Rebuild", "audit");
        tab.operations().job("Rebuild of audit").getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Cancel")).click();
        assertThat(tab.operations().job("Last rebuild of audit")).containsText("was cancelled");
        database.letGo();
    }

    @Test
    void a_verification_tells_what_differs_and_a_rebuild_mends_it() {
        String task = api.asSomeone().create("as it is").id();
        database.run("update tasks_2 set title = 'altered by hand' where id = '%s'".formatted(task));
        Tab tab = open();
        tab.operations().order("Verify", "tasks");
        assertThat(tab.operations().job("Last verification of tasks")).containsText("1 row differs from the events");
        assertThat(tab.operations().job("Last verification of tasks").getByRole(AriaRole.ROW)).containsText(new String[] {"Columns", task});
        assertThat(tab.operations().job("Last verification of tasks").getByRole(AriaRole.ROW).last()).containsText("title");
        tab.operations().order("Rebuild", "tasks");
        assertThat(tab.operations().job("Last rebuild of tasks")).containsText("1 row mended");
        tab.operations().order("Verify", "tasks");
        assertThat(tab.operations().job("Last verification of tasks")).containsText("every row is what the events say");
    }

    @Test
    void it_is_for_operators_whatever_the_address() {
        Tab tab = browsing.open(port, Tokens.of("ann"));
        tab.page().evaluate("location.hash = '#/operations'");
        assertThat(tab.page().getByText("This view is not yours")).isVisible();
        assertThat(tab.page().getByRole(AriaRole.ARTICLE)).hasCount(0);
    }

    /** Of a projection that nobody has ordered anything for, the service has no job to tell of. */
    private Tab open() {
        String token = Tokens.with(claims -> claims.subject("olga").claim("role", "admin"));
        Tab tab = browsing.open(port, token).expecting("^404 GET /api/admin/projections/\\w+/(rebuild|verify)$");
        tab.shell().view("Operations").click();
        assertThat(tab.operations().projection("tasks")).isVisible();
        return tab;
    }
}

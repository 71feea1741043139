package io.taskledger.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.uuid.Generators;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.taskledger.support.Api;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.Json;
import io.taskledger.support.StoredTasks;
import io.taskledger.support.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

import java.util.List;

@ApplicationTest
@NeedsBrowser
class HistoryViewTest {

    @RegisterExtension
    final Browsing browsing = new Browsing();

    private final int port;
    private final String user = "user-" + Generators.timeBasedEpochGenerator().generate();
    private final Api anyone;
    private final Api api;
    private final JdbcTemplate database;

    HistoryViewTest(@Autowired Api api, @Autowired JdbcTemplate database, @LocalServerPort int port) {
        this.database = database;
        this.anyone = api;
        this.api = api.as(user);
        this.port = port;
    }

    @Test
    void it_tells_who_changed_what_from_what_to_what() {
        String task = api.create("Buy milk").path();
        api.patch(task, Json.object("title", "Buy oat milk", "description", "two litres")).expect(200);
        api.post(task + "/complete").expect(200);
        api.post(task + "/reopen").expect(200);
        Tab tab = browsing.open(port, Tokens.of(user));
        tab.tasks().history("Buy oat milk");
        assertThat(tab.history().heading()).containsText("Buy oat milk");
        assertThat(tab.history().changes()).containsText(new String[] {"Created", "Renamed", "Description added", "Completed", "Reopened"});
        assertThat(tab.history().changes()).containsText(new String[] {user, user, user, user, user});
        assertThat(tab.history().changes().nth(0)).containsText("Buy milk");
        assertThat(tab.history().changes().nth(1).getByRole(AriaRole.INSERTION)).hasText("oat");
        assertThat(tab.history().changes().nth(2)).containsText("two litres");
        assertThat(tab.history().changes().nth(3)).containsText("open → completed");
    }

    @Test
    void words_stand_for_a_stored_title_that_nobody_can_see() {
        String unseen = "(no visible title)";
        String task = "/api/tasks/" + StoredTasks.add(database, user, "\u200b\u00a0\u3164", "");
        await().until(() -> api.get(task).status() == 200);
        api.post(task + "/complete").expect(200);
        Tab tab = browsing.open(port, Tokens.of(user));
        tab.tasks().expectTitles(unseen);
        tab.shell().view("Audit").click();
        assertThat(tab.audit().entries().nth(0)).containsText(unseen);
        assertThat(tab.audit().entries().nth(1)).containsText(unseen);
        tab.shell().view("Tasks").click();
        tab.tasks().history(unseen);
        assertThat(tab.history().heading()).containsText(unseen);
        assertThat(tab.history().changes().nth(0)).containsText(unseen);
        api.patch(task, Json.object("title", "Buy milk")).expect(200);
        assertThat(tab.history().changes().nth(2).getByRole(AriaRole.DELETION)).hasText(unseen);
        tab.shell().view("Tasks").click();
        tab.tasks().delete("Buy milk");
        assertThat(tab.tasks().notifications()).containsText("Deleted “Buy milk”");
    }

    @Test
    void it_goes_on_as_the_task_does() {
        String task = api.create("Buy milk").path();
        Tab tab = browsing.open(port, Tokens.of(user));
        tab.tasks().history("Buy milk");
        assertThat(tab.history().changes()).hasCount(1);
        api.patch(task, Json.object("title", "Sell milk")).expect(200);
        assertThat(tab.history().changes()).containsText(new String[] {"Created", "Renamed"});
        assertThat(tab.history().heading()).containsText("Sell milk");
        api.delete(task).expect(204);
        assertThat(tab.history().changes()).containsText(new String[] {"Created", "Renamed", "Deleted"});
        tab.history().restore();
        assertThat(tab.history().changes()).containsText(new String[] {"Created", "Renamed", "Deleted", "Restored"});
        api.get(task).expect(200);

        tab.shell().view("Tasks").click();
        tab.tasks().expectTitles("Sell milk");
    }

    @Test
    void a_kind_of_change_that_only_a_newer_service_knows_is_shown_by_its_name() {
        String task = api.create("Buy milk").path();
        api.patch(task, Json.object("title", "Sell milk")).expect(200);
        Tab tab = browsing.open(port, Tokens.of(user));
        for (String address : List.of("**/history?*", "**/api/audit?*")) {
            tab.page().route(address, route -> {
                APIResponse answer = route.fetch();
                route.fulfill(new Route.FulfillOptions().setResponse(answer).setBody(answer.text().replace("\"renamed\"", "\"archived\"")));
            });
        }
        tab.tasks().history("Sell milk");
        assertThat(tab.history().changes()).containsText(new String[] {"Created", "Archived"});
        tab.shell().view("Audit").click();
        assertThat(tab.audit().entries()).containsText(new String[] {"Archived", "Created"});
    }

    @Test
    void markup_in_it_is_text() {
        String task = api.create("<b onclick=\"document.title='taken'\">bold</b>").path();
        api.patch(task, Json.object("title", "<img src=nowhere onerror=\"document.title='taken'\">")).expect(200);
        Tab tab = browsing.open(port, Tokens.of(user));
        tab.tasks().history("<img src=nowhere onerror=\"document.title='taken'\">");
        assertThat(tab.history().heading()).containsText("<img src=nowhere onerror=");
        assertThat(tab.history().changes().nth(0)).containsText("<b onclick=");
        assertThat(tab.history().changes()).hasCount(2);
    }

    @Test
    void another_s_is_not_told() {
        String another = anyone.asSomeone().create("a secret of another").id();
        Tab tab = browsing.open(port, Tokens.of(user)).expecting("^403 GET /api/tasks/" + another + "/history");
        tab.page().evaluate("hash => { location.hash = hash; }", "#/tasks/" + another + "/history");
        assertThat(tab.page().getByText("There is no such task of yours")).isVisible();
        assertThat(tab.page().content()).doesNotContain("a secret of another");
    }
}

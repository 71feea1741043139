package io.taskledger.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.fasterxml.uuid.Generators;
import com.microsoft.playwright.Route;
import io.taskledger.support.Api;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.Json;
import io.taskledger.support.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import java.util.ArrayList;
import java.util.List;

/** The page shows what a command will do before it is answered, and takes it back where the answer is a problem. */
@ApplicationTest
@NeedsBrowser
class RollBackTest {

    @RegisterExtension
    final Browsing browsing = new Browsing();

    private final int port;
    private final String user = "user-" + Generators.timeBasedEpochGenerator().generate();
    private final Api api;
    private final List<Route> held = new ArrayList<>();

    RollBackTest(@Autowired Api api, @LocalServerPort int port) {
        this.api = api.as(user);
        this.port = port;
    }

    @Test
    void a_completion_that_is_refused() {
        api.create("Buy milk");
        Tab tab = openHolding("**/complete", "^403 POST ");
        tab.tasks().toggle("Buy milk");
        assertThat(tab.tasks().checkbox("Buy milk")).isChecked();
        tab.tasks().expectCounts(1, 0, 1);
        refuse(tab);
        assertThat(tab.tasks().alert()).containsText("was not completed. It was refused by the test.");
        assertThat(tab.tasks().checkbox("Buy milk")).not().isChecked();
        tab.tasks().expectCounts(1, 1, 0);
    }

    @Test
    void a_deletion_that_is_refused() {
        api.create("Buy bread");
        String task = api.create("Buy milk").path();
        Tab tab = openHolding("**" + task, "^403 DELETE ");
        tab.tasks().delete("Buy milk");
        tab.tasks().expectTitles("Buy bread");
        refuse(tab);
        assertThat(tab.tasks().alert()).containsText("was not deleted");
        tab.tasks().expectTitles("Buy milk", "Buy bread");
    }

    @Test
    void a_new_task_that_is_refused_is_given_back_to_be_typed_anew() {
        Tab tab = openHolding("**/api/tasks", "^403 POST ");
        tab.tasks().add("Buy milk");
        tab.tasks().expectTitles("Buy milk");
        refuse(tab);
        assertThat(tab.tasks().alert()).containsText("was not added");
        tab.tasks().expectTitles();
        assertThat(tab.tasks().composer()).hasValue("Buy milk");
    }

    @Test
    void what_was_typed_into_a_task_that_could_not_be_saved_is_there_to_be_saved_again() {
        String task = api.create("Buy milk").path();
        Tab tab = openHolding("**" + task, "^403 PATCH ");
        TasksView.Editor editor = tab.tasks().edit("Buy milk");
        editor.title().fill("Buy oat milk");
        editor.description().fill("two litres");
        editor.save();
        tab.tasks().expectTitles("Buy oat milk");
        refuse(tab);
        assertThat(editor.title()).hasValue("Buy oat milk");
        assertThat(editor.description()).hasValue("two litres");
        assertThat(editor.form()).containsText("It was refused by the test.");

        tab.page().unroute("**" + task);
        editor.save();
        tab.tasks().expectTitles("Buy oat milk");
        tab.page().waitForCondition(() -> api.get(task).json().get("title").stringValue().equals("Buy oat milk"));
    }

    private Tab openHolding(String commands, String refusal) {
        Tab tab = browsing.open(port, Tokens.of(user)).expecting(refusal);
        assertThat(tab.tasks().list()).hasCount(1);
        tab.page().route(commands, route -> {
            if (route.request().method().equals("GET")) {
                route.resume();
            } else {
                held.add(route);
            }
        });
        return tab;
    }

    private void refuse(Tab tab) {
        tab.page().waitForCondition(() -> held.size() == 1);
        held.removeFirst().fulfill(new Route.FulfillOptions()
                .setStatus(403)
                .setContentType("application/problem+json")
                .setBody(Json.object("type", "urn:taskledger:problem:not-allowed", "title", "Refused", "status", 403, "detail", "It was refused by the test.", "instance", "/")));
    }
}

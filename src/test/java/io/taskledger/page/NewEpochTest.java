package io.taskledger.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.fasterxml.uuid.Generators;
import io.taskledger.support.Api;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.Json;
import io.taskledger.support.Session;
import io.taskledger.support.Tokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.test.context.TestPropertySource;

/** An operator begins a new epoch while the page is open. */
@ApplicationTest
@TestPropertySource(properties = "of-its-own=page-in-a-new-epoch")
@NeedsBrowser
class NewEpochTest {

    @RegisterExtension
    final Browsing browsing = new Browsing();

    private final int port;
    private final String user = "user-" + Generators.timeBasedEpochGenerator().generate();
    private final Api api;
    private final Session database;

    NewEpochTest(@Autowired Api api, @LocalServerPort int port, @Autowired Environment environment) {
        this.api = api.as(user);
        this.port = port;
        database = Session.on(environment.getRequiredProperty("DATABASE_URL"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** The task is at the same version as before, under another tag. */
    @Test
    void a_draft_of_the_same_task_is_saved() {
        String task = api.create("Buy milk").path();
        Tab tab = edit();
        database.run("select new_event_store_epoch()");
        tab.expecting("^(412|410) ").tasks().editor("Buy milk").save();
        tab.tasks().expectTitles("Buy oat milk");
        expectStored(tab, task, "Buy oat milk");
    }

    /** The draft was made of another task than the one which is there now. */
    @Test
    void a_draft_never_overwrites_what_took_its_base_s_place() {
        String task = api.create("Buy milk").path();
        Tab tab = edit();
        String id = task.substring(task.lastIndexOf('/') + 1);
        database.run("begin");
        database.run("update domain_event_entry set payload = jsonb_set(payload, '{title}', '\"Buy soy milk\"') where aggregate_identifier = '" + id + "'");
        database.run("update tasks_2 set title = 'Buy soy milk', title_caseless = 'buy soy milk', title_key = 'buy soy milk' "
                + "where id = '" + id + "'");
        database.run("select new_event_store_epoch()");
        database.run("commit");
        tab.expecting("^(412|410) ").tasks().editor("Buy milk").save();
        assertThat(tab.tasks().dialog("This task has two versions")).containsText("Buy soy milk");
        tab.tasks().choose("Keep theirs");
        tab.tasks().expectTitles("Buy soy milk");
        org.assertj.core.api.Assertions.assertThat(api.get(task).json().get("version").intValue()).isZero();
    }

    private Tab edit() {
        api.get("/api/tasks").expect(200);
        Tab tab = browsing.open(port, Tokens.of(user));
        tab.tasks().edit("Buy milk").title().fill("Buy oat milk");
        return tab;
    }

    private void expectStored(Tab tab, String task, String title) {
        tab.page().waitForCondition(() -> api.get(task).json().get("title").stringValue().equals(title));
        api.with("If-Match", "*").patch(task, Json.object("title", title)).expect(200);
    }
}

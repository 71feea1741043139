package io.taskledger.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.fasterxml.uuid.Generators;
import io.taskledger.support.Api;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.Json;
import io.taskledger.support.Tokens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Somebody edits a task, and meanwhile it is changed elsewhere. */
@ApplicationTest
@NeedsBrowser
class ConflictTest {

    private static final String TWO_VERSIONS = "This task has two versions";

    @RegisterExtension
    final Browsing browsing = new Browsing();

    private final int port;
    private final String user = "user-" + Generators.timeBasedEpochGenerator().generate();
    private final Api api;
    private String task = "";

    ConflictTest(@Autowired Api api, @LocalServerPort int port) {
        this.api = api.as(user);
        this.port = port;
    }

    @BeforeEach
    void a_task() {
        task = api.create("Buy milk").path();
    }

    @Test
    void their_version_can_be_kept() {
        Tab tab = editAfter(() -> api.patch(task, Json.object("title", "Buy soy milk")).expect(200));
        tab.tasks().choose("Keep theirs");
        tab.tasks().expectTitles("Buy soy milk");
        expectStored(tab, "Buy soy milk", 1);
    }

    @Test
    void one_s_own_version_can_be_kept() {
        Tab tab = editAfter(() -> api.patch(task, Json.object("title", "Buy soy milk")).expect(200));
        assertThat(tab.tasks().dialog(TWO_VERSIONS)).containsText("Buy soy milk");
        assertThat(tab.tasks().dialog(TWO_VERSIONS)).containsText("Buy oat milk");
        tab.tasks().choose("Keep mine");
        tab.tasks().expectTitles("Buy oat milk");
        expectStored(tab, "Buy oat milk", 2);
    }

    @Test
    void one_can_go_on_editing_and_save_what_comes_of_it() {
        Tab tab = editAfter(() -> api.patch(task, Json.object("title", "Buy soy milk")).expect(200));
        tab.tasks().choose("Go on editing");
        TasksView.Editor editor = tab.tasks().editor("Buy soy milk");
        assertThat(editor.title()).hasValue("Buy oat milk");
        editor.title().fill("Buy oat or soy milk");
        editor.save();
        tab.tasks().expectTitles("Buy oat or soy milk");
        expectStored(tab, "Buy oat or soy milk", 2);
    }

    @Test
    void changes_of_different_things_need_no_choice() {
        Tab tab = edit();
        api.post(task + "/complete").expect(200);
        tab.expecting("^412 PATCH ").tasks().editor("Buy milk").save();
        tab.tasks().expectTitles("Buy oat milk");
        assertThat(tab.tasks().checkbox("Buy oat milk")).isChecked();
        expectStored(tab, "Buy oat milk", 2);
    }

    @Test
    void a_task_that_was_deleted_can_be_brought_back_as_one_wanted_it() {
        Tab tab = edit().expecting("^(412|404) ");
        api.delete(task).expect(204);
        tab.tasks().editor("Buy milk").save();
        assertThat(tab.tasks().dialog("This task was deleted")).isVisible();
        tab.tasks().choose("Restore it with my changes");
        tab.tasks().expectTitles("Buy oat milk");
        expectStored(tab, "Buy oat milk", 3);
    }

    @Test
    void or_left_deleted() {
        Tab tab = edit().expecting("^(412|404) ");
        api.delete(task).expect(204);
        tab.tasks().editor("Buy milk").save();
        tab.tasks().choose("Leave it deleted");
        tab.tasks().expectTitles();
        api.get(task).expect(404);
    }

    /** Who goes elsewhere by the browser, say by its way back, leaves the choice behind the dialog. */
    @Test
    void a_choice_that_was_left_is_not_lost_by_editing_something_else() {
        api.create("Call Ann");
        Tab tab = browsing.open(port, Tokens.of(user));
        tab.tasks().edit("Call Ann").description().fill("tonight");
        tab.tasks().edit("Buy milk").title().fill("Buy oat milk");
        api.patch(task, Json.object("title", "Buy soy milk")).expect(200);
        tab.expecting("^412 PATCH ").tasks().editor("Buy milk").save();
        assertThat(tab.tasks().dialog(TWO_VERSIONS)).isVisible();
        tab.page().evaluate("location.hash = '#/audit'");
        assertThat(tab.shell().heading("Audit")).isVisible();
        tab.tasks().takeUp();
        assertThat(tab.tasks().alert()).containsText("“Buy oat milk” was not saved. It was changed elsewhere.");
    }

    private Tab edit() {
        Tab tab = browsing.open(port, Tokens.of(user));
        tab.tasks().edit("Buy milk").title().fill("Buy oat milk");
        return tab;
    }

    private Tab editAfter(Runnable change) {
        Tab tab = edit();
        change.run();
        tab.expecting("^412 PATCH ").tasks().editor("Buy milk").save();
        assertThat(tab.tasks().dialog(TWO_VERSIONS)).isVisible();
        return tab;
    }

    private void expectStored(Tab tab, String title, int version) {
        tab.page().waitForCondition(() -> api.get(task).json().get("version").intValue() == version);
        org.assertj.core.api.Assertions.assertThat(api.get(task).json().get("title").stringValue()).isEqualTo(title);
    }
}

package io.taskledger.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.fasterxml.uuid.Generators;
import io.taskledger.support.Api;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.Json;
import io.taskledger.support.Tokens;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** axe-core finds nothing in any view, in either theme, at a desk or on a phone; and nobody has to scroll sideways. */
@ApplicationTest
@NeedsBrowser
class AccessibilityTest {

    @RegisterExtension
    final Browsing browsing = new Browsing();

    private final int port;
    private final String user = "user-" + Generators.timeBasedEpochGenerator().generate();
    private final Api api;

    AccessibilityTest(@Autowired Api api, @LocalServerPort int port) {
        this.api = api.as(user);
        this.port = port;
    }

    @ParameterizedTest
    @EnumSource
    void every_view_is_sound(Looks looks) {
        String token = Tokens.with(claims -> claims.subject(user).claim("name", "Olga of the Operators").claim("role", "admin"));
        Tab tab = browsing.open(port, looks).expecting("^404 GET /api/admin/projections/");
        assertThat(tab.signIn().token()).isVisible();
        expectSound(tab, "signing in");
        tab.letIn(token);
        assertThat(tab.page().getByText("Nothing to do yet")).isVisible();
        expectSound(tab, "tasks, of which there are none");

        String task = api.post("/api/tasks", Json.object("title", "W".repeat(200), "description", "unbreakable/".repeat(80))).expect(201).path();
        api.patch(task, Json.object("title", "Buy milk " + "m".repeat(100))).expect(200);
        api.post(api.create("Call Ann").path() + "/complete").expect(200);
        api.create("Read a book");
        tab.tasks().expectTitles("Read a book", "Call Ann", "Buy milk " + "m".repeat(100));
        expectSound(tab, "tasks");
        tab.tasks().edit("Read a book");
        expectSound(tab, "the editor");
        api.patch("/api/tasks/" + api.get("/api/tasks?q=Read").json().get("items").get(0).get("id").stringValue(), Json.object("title", "Read two books")).expect(200);
        tab.tasks().editor("Read a book").title().fill("Read three books");
        tab.expecting("^412 PATCH ").tasks().editor("Read a book").save();
        assertThat(tab.tasks().dialog("This task has two versions")).isVisible();
        expectSound(tab, "a conflict");
        tab.tasks().choose("Keep theirs");
        tab.tasks().delete("Call Ann");
        assertThat(tab.tasks().notifications()).containsText("Deleted");
        expectSound(tab, "an offer to undo");
        tab.page().keyboard().press("?");
        assertThat(tab.tasks().dialog("Keyboard shortcuts")).isVisible();
        expectSound(tab, "the keys");
        tab.page().keyboard().press("Escape");

        tab.tasks().history("Buy milk " + "m".repeat(100));
        assertThat(tab.history().changes()).hasCount(2);
        expectSound(tab, "a history");
        tab.shell().view("Audit").click();
        assertThat(tab.audit().entries()).hasCount(7);
        expectSound(tab, "the audit");
        tab.shell().view("Operations").click();
        assertThat(tab.operations().projection("tasks")).isVisible();
        tab.operations().order("Verify", "tasks");
        assertThat(tab.operations().job("Last verification of tasks")).containsText("every row is what the events say");
        expectSound(tab, "operations");
    }

    private static void expectSound(Tab tab, String what) {
        Soundness.expectNoWiderThanItsWindow(tab.page(), what);
        Soundness.expectAccessible(tab.page(), what);
    }
}

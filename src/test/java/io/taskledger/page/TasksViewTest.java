package io.taskledger.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.uuid.Generators;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.taskledger.support.Api;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.Json;
import io.taskledger.support.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

import java.util.List;

@ApplicationTest
@NeedsBrowser
class TasksViewTest {

    @RegisterExtension
    final Browsing browsing = new Browsing();

    private final int port;
    private final String user = "user-" + Generators.timeBasedEpochGenerator().generate();
    private final Api api;

    TasksViewTest(@Autowired Api api, @LocalServerPort int port) {
        this.api = api.as(user);
        this.port = port;
    }

    @Test
    void tasks_are_added_by_typing_and_enter() {
        Tab tab = open();
        assertThat(tab.page().getByText("Nothing to do yet")).isVisible();
        tab.tasks().add("Buy milk");
        assertThat(tab.tasks().composer()).isFocused();
        tab.tasks().add("  Call Ann ");
        tab.tasks().expectTitles("Call Ann", "Buy milk");
        tab.tasks().expectCounts(2, 2, 0);
        awaitTitles("Call Ann", "Buy milk");
    }

    @Test
    void what_can_be_no_title_is_not_added_and_stays_as_it_was_typed() {
        Tab tab = open();
        tab.tasks().composer().fill("x".repeat(201));
        tab.tasks().composer().press("Enter");
        assertThat(tab.page().getByText("A title has at most 200 characters")).isVisible();
        assertThat(tab.tasks().composer()).hasValue("x".repeat(201));
        tab.tasks().composer().fill("   ");
        tab.tasks().composer().press("Enter");
        tab.tasks().add("\ud83d\udc1d".repeat(200));
        tab.tasks().expectCounts(1, 1, 0);
    }

    @Test
    void a_task_is_edited_in_its_place() {
        api.create("Buy milk");
        Tab tab = open();
        TasksView.Editor editor = tab.tasks().edit("Buy milk");
        assertThat(editor.title()).isFocused();
        editor.title().fill("Buy oat milk");
        editor.description().fill("two litres\nnot the sweet one");
        editor.save();
        tab.tasks().expectTitles("Buy oat milk");
        assertThat(tab.tasks().row("Buy oat milk")).containsText("two litres");
        awaitTitles("Buy oat milk");
        assertThat(stored().getFirst().get("description").stringValue()).isEqualTo("two litres\nnot the sweet one");

        tab.tasks().edit("Buy oat milk").description().fill("");
        tab.tasks().editor("Buy oat milk").title().press("Enter");
        assertThat(tab.tasks().row("Buy oat milk")).not().containsText("two litres");
        tab.page().waitForCondition(() -> stored().getFirst().get("description").isNull());
    }

    @Test
    void who_leaves_the_editor_leaves_the_task_as_it_was() {
        api.create("Buy milk");
        Tab tab = open();
        tab.tasks().edit("Buy milk").title().fill("Sell milk");
        tab.tasks().editor("Buy milk").title().press("Escape");
        tab.tasks().expectTitles("Buy milk");
        assertThat(tab.tasks().checkbox("Buy milk")).isFocused();
        assertThat(stored().getFirst().get("version").intValue()).isZero();
    }

    @Test
    void where_the_browser_may_store_nothing_the_page_works_and_remembers_nothing() {
        api.create("Buy milk");
        Tab tab = browsing.open(port);
        tab.page().addInitScript("Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError'); } })");
        tab.page().reload();
        tab.letIn(Tokens.of(user)).tasks().expectTitles("Buy milk");
        tab.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Theme: system")).click();
        assertThat(tab.page().locator("html")).hasAttribute("data-theme", "light");
        tab.page().reload();
        tab.letIn(Tokens.of(user));
        assertThat(tab.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Theme: system"))).isVisible();
    }

    @Test
    void a_task_is_completed_and_reopened() {
        api.create("Buy milk");
        Tab tab = open();
        tab.tasks().toggle("Buy milk");
        assertThat(tab.tasks().checkbox("Buy milk")).isChecked();
        tab.tasks().expectCounts(1, 0, 1);
        tab.page().waitForCondition(() -> stored().getFirst().get("completed").booleanValue());
        tab.tasks().toggle("Buy milk");
        assertThat(tab.tasks().checkbox("Buy milk")).not().isChecked();
        tab.tasks().expectCounts(1, 1, 0);
        tab.page().waitForCondition(() -> stored().getFirst().get("version").intValue() == 2);
    }

    @Test
    void a_deletion_can_be_undone() {
        api.create("Buy bread");
        api.create("Buy milk");
        Tab tab = open();
        tab.tasks().delete("Buy bread");
        tab.tasks().expectTitles("Buy milk");
        tab.page().waitForCondition(() -> stored().size() == 1);
        tab.tasks().undo();
        tab.tasks().expectTitles("Buy milk", "Buy bread");
        tab.tasks().expectCounts(2, 2, 0);
        awaitTitles("Buy milk", "Buy bread");
    }

    @Test
    void tasks_are_filtered() {
        api.create("Buy bread");
        api.post(api.create("Buy milk").path() + "/complete").expect(200);
        Tab tab = open();
        tab.tasks().expectTitles("Buy milk", "Buy bread");
        tab.tasks().show("Open");
        tab.tasks().expectTitles("Buy bread");
        tab.tasks().show("Completed");
        tab.tasks().expectTitles("Buy milk");
        tab.tasks().toggle("Buy milk");
        assertThat(tab.page().getByText("Nothing is completed yet")).isVisible();
        tab.tasks().expectCounts(2, 2, 0);
        tab.tasks().show("All");
        tab.tasks().expectTitles("Buy milk", "Buy bread");
    }

    @Test
    void they_are_searched_as_one_types_whatever_the_case() {
        api.create("Buy 100% cotton");
        api.create("Call Ann");
        api.post("/api/tasks", Json.object("title", "Read", "description", "what ANN wrote")).expect(201);
        Tab tab = open();
        tab.tasks().searchBox().pressSequentially("ann");
        tab.tasks().expectTitles("Read", "Call Ann");
        tab.tasks().search("%");
        tab.tasks().expectTitles("Buy 100% cotton");
        tab.tasks().search("no such");
        assertThat(tab.page().getByText("Nothing holds “no such”")).isVisible();
        tab.tasks().add("A no such thing, added meanwhile");
        tab.tasks().expectTitles("A no such thing, added meanwhile");
        tab.tasks().searchBox().press("Escape");
        assertThat(tab.tasks().rows()).hasCount(4);
    }

    @Test
    void they_are_sorted() {
        List.of("b", "C", "a").forEach(api::create);
        Tab tab = open();
        tab.tasks().expectTitles("a", "C", "b");
        tab.tasks().sort("Oldest first");
        tab.tasks().expectTitles("b", "C", "a");
        tab.tasks().sort("Title, A to Z");
        tab.tasks().expectTitles("a", "b", "C");
        tab.tasks().add("aa");
        tab.tasks().expectTitles("a", "aa", "b", "C");
        tab.tasks().sort("Last changed first");
        tab.tasks().toggle("C");
        tab.tasks().expectTitles("C", "aa", "a", "b");
    }

    /** What the service finds the page shows, and sets off; what is added meanwhile is among it by the same rule. */
    @Test
    void they_are_found_and_set_off_however_they_are_written() {
        api.create("\u039a\u0391\u03a4\u0391\u03a3\u039a\u0395\u03a5\u0397");
        api.create("cafe\u0301 \ufb01le");
        api.create("\u0130STANBUL");
        Tab tab = open();
        tab.tasks().search(" \u03ba\u03b1\u03c4\u03b1\u03c2 ");
        tab.tasks().expectTitles("\u039a\u0391\u03a4\u0391\u03a3\u039a\u0395\u03a5\u0397");
        assertThat(tab.page().locator("mark")).hasText("\u039a\u0391\u03a4\u0391\u03a3");
        tab.tasks().search("CAF\u00c9 F");
        assertThat(tab.page().locator("mark")).hasText("cafe\u0301 \ufb01");
        tab.tasks().search("istanbul");
        tab.tasks().expectTitles("\u0130STANBUL");
        tab.tasks().add("\u0131stanbul");
        tab.tasks().expectTitles("\u0131stanbul", "\u0130STANBUL");
        assertThat(tab.page().locator("mark")).hasText(new String[] {"\u0131stanbul", "\u0130STANBUL"});
    }

    /** The clock stands still once something is typed, so that the search begins after both are chosen. */
    @Test
    void what_is_chosen_before_the_search_begins_stays_chosen() {
        List.of("Buy bread", "Buy milk", "Call Ann").forEach(api::create);
        Tab tab = open();
        tab.tasks().expectTitles("Call Ann", "Buy milk", "Buy bread");
        tab.page().clock().install();
        tab.page().clock().pauseAt(System.currentTimeMillis() + 1000);
        tab.tasks().search("buy");
        tab.page().clock().runFor(50);
        tab.tasks().sort("Oldest first");
        tab.page().clock().resume();
        tab.tasks().expectTitles("Buy bread", "Buy milk");
    }

    @Test
    void what_looks_like_markup_is_text_as_any_other() {
        String title = "<img src=nowhere onerror=\"document.title='taken'\"><script>document.title='taken'</script>";
        String description = "<a href=\"javascript:document.title='taken'\">&lt;b&gt;</a> ${1 + 1} </textarea>";
        api.post("/api/tasks", Json.object("title", title, "description", description)).expect(201);
        Tab tab = open();
        tab.tasks().expectTitles(title);
        assertThat(tab.tasks().rows()).containsText(description);
        tab.tasks().search("<IMG");
        tab.tasks().expectTitles(title);
        TasksView.Editor editor = tab.tasks().edit(title);
        assertThat(editor.description()).hasValue(description);
        editor.description().fill("<b>" + description);
        editor.save();
        assertThat(tab.tasks().rows()).containsText("<b>" + description);
        tab.tasks().delete(title);
        assertThat(tab.tasks().notifications()).containsText("<img");
    }

    private Tab open() {
        return browsing.open(port, Tokens.of(user));
    }

    private List<JsonNode> stored() {
        return api.get("/api/tasks").expect(200).json().get("items").valueStream().toList();
    }

    private void awaitTitles(String... titles) {
        await().untilAsserted(() -> assertThat(stored()).extracting(task -> task.get("title").stringValue()).containsExactly(titles));
    }
}

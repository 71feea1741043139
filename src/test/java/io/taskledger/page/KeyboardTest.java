package io.taskledger.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.uuid.Generators;
import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.taskledger.support.Api;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Everything by keys, and nothing by a pointer. */
@ApplicationTest
@NeedsBrowser
class KeyboardTest {

    private static final int MOST_STOPS = 60;

    @RegisterExtension
    final Browsing browsing = new Browsing();

    private final int port;
    private final String user = "user-" + Generators.timeBasedEpochGenerator().generate();
    private final Api api;

    KeyboardTest(@Autowired Api api, @LocalServerPort int port) {
        this.api = api.as(user);
        this.port = port;
    }

    @Test
    void a_day_without_a_mouse() {
        Tab tab = browsing.open(port).expecting("^412 PATCH "); // who edits at once what was just completed is ahead of the answer
        Keyboard keys = tab.page().keyboard();
        tabTo(tab, tab.signIn().token());
        keys.insertText(Tokens.of(user));
        tabTo(tab, button(tab, "Sign in"));
        keys.press("Enter");
        assertThat(tab.shell().heading("Tasks")).isVisible();

        keys.press("n");
        assertThat(tab.tasks().composer()).isFocused();
        for (String title : new String[] {"Buy milk", "Call Ann", "Read a book"}) {
            keys.type(title);
            keys.press("Enter");
        }
        tab.tasks().expectTitles("Read a book", "Call Ann", "Buy milk");

        tabTo(tab, tab.tasks().checkbox("Read a book"));
        keys.press("j");
        assertThat(tab.tasks().checkbox("Call Ann")).isFocused();
        keys.press("Space");
        assertThat(tab.tasks().checkbox("Call Ann")).isChecked();
        keys.press("ArrowDown");
        assertThat(tab.tasks().checkbox("Buy milk")).isFocused();
        keys.press("x");
        assertThat(tab.tasks().checkbox("Buy milk")).isChecked();
        keys.press("x");
        assertThat(tab.tasks().checkbox("Buy milk")).not().isChecked();

        keys.press("e");
        assertThat(tab.tasks().editor("Buy milk").title()).isFocused();
        keys.press("End");
        keys.type(" and honey");
        keys.press("Tab");
        keys.type("two litres");
        keys.press("Control+Enter");
        tab.tasks().expectTitles("Read a book", "Call Ann", "Buy milk and honey");
        assertThat(tab.tasks().checkbox("Buy milk and honey")).isFocused();

        keys.press("k");
        assertThat(tab.tasks().checkbox("Call Ann")).isFocused();
        keys.press("d");
        tab.tasks().expectTitles("Read a book", "Buy milk and honey");
        assertThat(tab.tasks().checkbox("Buy milk and honey")).isFocused();
        keys.press("u");
        tab.tasks().expectTitles("Read a book", "Call Ann", "Buy milk and honey");

        keys.press("/");
        assertThat(tab.tasks().searchBox()).isFocused();
        keys.type("honey");
        tab.tasks().expectTitles("Buy milk and honey");
        keys.press("Escape");
        assertThat(tab.tasks().rows()).hasCount(3);
        tab.page().waitForCondition(() -> api.get("/api/tasks?q=honey").json().get("items").get(0).get("description").toString().contains("two litres"));
    }

    @Test
    void what_one_types_is_no_command() {
        api.create("Buy milk");
        Tab tab = browsing.open(port, Tokens.of(user));
        tab.tasks().expectTitles("Buy milk");
        tabTo(tab, tab.tasks().composer());
        tab.page().keyboard().type("nudge /jkxedhu?");
        assertThat(tab.tasks().composer()).hasValue("nudge /jkxedhu?");
        tab.tasks().expectTitles("Buy milk");
        assertThat(tab.page().getByRole(AriaRole.DIALOG)).hasCount(0);
    }

    @Test
    void the_keys_are_explained_and_can_be_switched_off() {
        api.create("Buy milk");
        Tab tab = browsing.open(port, Tokens.of(user));
        Keyboard keys = tab.page().keyboard();
        tabTo(tab, tab.tasks().checkbox("Buy milk"));
        keys.press("?");
        assertThat(tab.tasks().dialog("Keyboard shortcuts")).isVisible();
        keys.press("Escape");
        assertThat(tab.tasks().dialog("Keyboard shortcuts")).hasCount(0);
        assertThat(tab.tasks().checkbox("Buy milk")).isFocused();

        keys.press("?");
        Locator choice = tab.page().getByRole(AriaRole.CHECKBOX, new Page.GetByRoleOptions().setName("Single-key shortcuts"));
        tabTo(tab, choice);
        keys.press("Space");
        assertThat(choice).not().isChecked();
        keys.press("Escape");
        keys.press("d");
        keys.press("x");
        assertThat(tab.tasks().checkbox("Buy milk")).not().isChecked();
        keys.press("Space");
        assertThat(tab.tasks().checkbox("Buy milk")).isChecked();
    }

    @Test
    void whoever_tabs_through_the_page_sees_where_they_are_and_comes_out_again() {
        api.create("Buy milk");
        Tab tab = browsing.open(port, Tokens.of(user));
        tab.tasks().expectTitles("Buy milk");
        tabTo(tab, tab.page().getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Skip to content")));
        tab.page().keyboard().press("Enter");
        assertThat(tab.page().getByRole(AriaRole.MAIN)).isFocused();
        tabTo(tab, tab.tasks().composer());
        tabTo(tab, button(tab, "Sign out"));
        tab.page().keyboard().press("Enter");
        assertThat(tab.signIn().token()).isVisible();
    }

    private static Locator button(Tab tab, String name) {
        return tab.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    /** By as many presses as it takes. Each stop has to show that it has the focus. */
    private static void tabTo(Tab tab, Locator control) {
        for (int i = 0; i < MOST_STOPS && !(boolean) control.evaluate("control => control === document.activeElement"); i++) {
            tab.page().keyboard().press("Tab");
            assertThat(tab.page().evaluate("""
                    () => {
                        const active = document.activeElement;
                        const around = [active, active.closest("label"), active.closest("form")].filter(Boolean);
                        return active === document.body || around.some(each => getComputedStyle(each).outlineStyle !== "none") ? "" : active.outerHTML;
                    }""")).as("has the focus and does not show it").isEqualTo("");
        }
        assertThat(control).isFocused();
    }
}

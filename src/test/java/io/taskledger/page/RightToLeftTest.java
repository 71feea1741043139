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
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import java.nio.file.Path;
import java.util.List;

/** Wherever a user's text stands, it is laid out in the direction of its own letters, and the page around it in the page's. */
@ApplicationTest
@NeedsBrowser
class RightToLeftTest {

    /** Texts that hold Latin letters, digits and signs, too: what decides is the first letter. */
    enum Script {
        ARABIC("شراء الحليب (2%) من IKEA!", "شراء الخبز (3%) من IKEA!", "لتران من الحليب, organic."),
        HEBREW("לקנות חלב (2%) ב-IKEA!", "לקנות לחם (3%) ב-IKEA!", "שני ליטרים, organic.");

        private final String title;
        private final String other;
        private final String description;

        Script(String title, String other, String description) {
            this.title = title;
            this.other = other;
            this.description = description;
        }
    }

    /** All elements that show a text of the given letters (their own, a field's, a tooltip's) with the direction in which they lay it out. */
    private static final String LAID_OUT = """
            () => {
                const letters = /[\\u0590-\\u06ff]/;
                const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT);
                const found = [];
                while (walker.nextNode()) {
                    const element = walker.currentNode;
                    const own = [...element.childNodes].filter(node => node.nodeType === Node.TEXT_NODE).map(node => node.data);
                    for (const text of [...own, element.value ?? "", element.title ?? ""].filter(text => typeof text === "string" && letters.test(text))) {
                        found.push(`${getComputedStyle(element).direction} ${element.tagName} ${element.className} ${text}`);
                    }
                }
                return found;
            }""";

    @RegisterExtension
    final Browsing browsing = new Browsing();

    private final int port;
    private final String user = "user-" + Generators.timeBasedEpochGenerator().generate();
    private final Api api;

    RightToLeftTest(@Autowired Api api, @LocalServerPort int port) {
        this.api = api.as(user);
        this.port = port;
    }

    @ParameterizedTest
    @EnumSource
    void every_text_of_a_user_has_its_own_direction(Script script) {
        String name = script.other.substring(0, 5);
        Tab tab = browsing.open(port, Tokens.with(claims -> claims.subject(user).claim("name", name)));
        tab.tasks().composer().fill(script.title);
        expectRightToLeft(tab, script, "the composer", 2);
        tab.tasks().add(script.title);
        assertThat(tab.tasks().row(script.title)).isVisible();
        await().until(() -> api.get("/api/tasks").json().at("/items/0/id").isString()); // the page shows it before it is stored
        String path = "/api/tasks/" + api.get("/api/tasks").json().at("/items/0/id").stringValue();
        api.patch(path, Json.object("description", script.description)).expect(200);
        assertThat(tab.page().getByText(script.description)).isVisible();
        api.create("Buy milk");
        assertThat(tab.tasks().row("Buy milk")).isVisible();
        expectRightToLeft(tab, script, "the tasks", 3);

        tab.tasks().edit(script.title);
        expectRightToLeft(tab, script, "the editor", 3);
        api.patch(path, Json.object("title", script.other)).expect(200);
        tab.tasks().editor(script.title).title().fill(script.title + "?");
        tab.expecting("^412 PATCH ").tasks().editor(script.title).save();
        assertThat(tab.tasks().dialog("This task has two versions")).isVisible();
        expectRightToLeft(tab, script, "a conflict", 6);
        tab.tasks().choose("Keep theirs");

        tab.tasks().search(script.other.substring(0, 5));
        assertThat(tab.page().locator("mark").first()).isVisible();
        expectRightToLeft(tab, script, "a search", 4);
        tab.tasks().search(script.description + script.description);
        assertThat(tab.page().getByText("Nothing holds")).isVisible();
        expectRightToLeft(tab, script, "a search in vain", 3);
        tab.tasks().search("");
        tab.tasks().delete(script.other);
        assertThat(tab.tasks().notifications()).containsText("Deleted “" + script.other + "”");
        expectRightToLeft(tab, script, "a toast", 2);
        Object sentence = tab.page().evaluate("() => getComputedStyle(document.querySelector('.toast p')).direction");
        assertThat(sentence).as("the sentence around it").isEqualTo("ltr");
        tab.tasks().undo();
        assertThat(tab.tasks().row(script.other)).isVisible();

        tab.tasks().history(script.other);
        assertThat(tab.history().changes()).hasCount(5);
        tab.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Details of")).first().click();
        expectRightToLeft(tab, script, "a history", 10);
        tab.shell().view("Audit").click();
        assertThat(tab.audit().entries()).hasCount(6);
        expectRightToLeft(tab, script, "the audit", 10);
        tab.audit().ofTask(script.other.substring(0, 5), script.other);
        expectRightToLeft(tab, script, "the audit of a task", 10);
    }

    private static void expectRightToLeft(Tab tab, Script script, String where, int least) {
        @SuppressWarnings("unchecked")
        List<String> laidOut = (List<String>) tab.page().evaluate(LAID_OUT);
        tab.page().screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "page", "right-to-left", script + " " + where + ".png")));
        assertThat(laidOut).as(where).hasSizeGreaterThanOrEqualTo(least).allMatch(text -> text.startsWith("rtl "));
    }
}

package io.taskledger.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.uuid.Generators;
import com.microsoft.playwright.Page;
import io.taskledger.support.Api;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.Session;
import io.taskledger.support.Tokens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;

import java.util.List;
import java.util.stream.IntStream;

/** Of thousands of tasks, those that one looks at are there, and the others come as one comes to them. */
@ApplicationTest
@NeedsBrowser
class ManyTasksTest {

    private static final int TASKS = 5000;
    private static final int MOST_ROWS = 200;
    private static final double LONGEST_SCROLL_MILLIS = 300_000;

    /** Half a window in every frame, as far down as it goes; each row is noted by its place. */
    private static final String SCROLL_DOWN = """
            until => {
                const rows = [...document.querySelectorAll("ul[aria-label=Tasks] > li")];
                window.most = Math.max(window.most ?? 0, rows.length);
                window.seen ??= new Map();
                rows.forEach(row => window.seen.set(Number(row.ariaPosInSet), row.querySelector("input").ariaLabel));
                scrollBy(0, innerHeight / 2);
                return window.seen.size >= until;
            }""";

    @RegisterExtension
    final Browsing browsing = new Browsing();

    private final int port;
    private final String user = "user-" + Generators.timeBasedEpochGenerator().generate();
    private final Api api;
    private final String database;

    ManyTasksTest(@Autowired Api api, @Autowired Environment environment, @LocalServerPort int port) {
        this.api = api;
        this.database = environment.getRequiredProperty("DATABASE_URL");
        this.port = port;
    }

    @BeforeEach
    void there_are_many() {
        try (Session session = Session.on(database)) {
            ManyTasks.add(session, api, user, TASKS);
        }
    }

    @Test
    void all_of_them_can_be_reached_by_scrolling_whatever_happens_meanwhile() {
        Tab tab = browsing.open(port, Tokens.of(user));
        tab.tasks().expectCounts(TASKS, TASKS * 9 / 10, TASKS / 10);
        scrollDown(tab, 1000);
        api.as(user).create("Added meanwhile");
        tab.tasks().expectCounts(TASKS + 1, TASKS * 9 / 10 + 1, TASKS / 10);
        assertThat(seen(tab)).startsWith("Task 5000", "Task 4999").doesNotHaveDuplicates();
        tab.page().evaluate("() => { window.seen = new Map(); scrollTo(0, 0); }");
        scrollDown(tab, TASKS + 1);

        assertThat(tab.tasks().rows().last()).hasAttribute("aria-setsize", String.valueOf(TASKS + 1));
        List<String> all = seen(tab);
        assertThat(all.getFirst()).isEqualTo("Added meanwhile");
        assertThat(all.subList(1, all.size())).isEqualTo(IntStream.range(0, TASKS).mapToObj(n -> "Task %04d".formatted(TASKS - n)).toList());
        assertThat((int) tab.page().evaluate("window.most")).as("rows in the document at a time").isLessThan(MOST_ROWS);
    }

    @Test
    void they_are_searched_and_filtered_as_few_are() {
        Tab tab = browsing.open(port, Tokens.of(user));
        tab.tasks().search("task 123");
        tab.tasks().expectTitles(IntStream.range(0, 10).mapToObj(n -> "Task 123" + (9 - n)).toArray(String[]::new));
        tab.tasks().show("Completed");
        tab.tasks().expectTitles("Task 1230");
        tab.tasks().search("");
        tab.tasks().sort("Oldest first");
        assertThat(tab.tasks().checkbox("Task 0010")).isChecked();
        tab.page().keyboard().press("End");
        scrollDown(tab, TASKS / 10);
        assertThat(tab.tasks().checkbox("Task 5000")).isChecked();
    }

    private static void scrollDown(Tab tab, int until) {
        tab.page().waitForFunction(SCROLL_DOWN, until, new Page.WaitForFunctionOptions().setTimeout(LONGEST_SCROLL_MILLIS));
    }

    /** In their places. */
    @SuppressWarnings("unchecked")
    private static List<String> seen(Tab tab) {
        return (List<String>) tab.page().evaluate("[...window.seen].sort(([one], [other]) => one - other).map(([, title]) => title)");
    }
}

package io.taskledger.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.taskledger.support.Api;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import java.util.regex.Pattern;

/** Where tokens come from an issuer: one pastes what one has, and the page forgets it. */
@ApplicationTest
@NeedsBrowser
class SigningInTest {

    private static final String EVERYTHING_KEPT = """
            async () => {
                const databases = await Promise.all((await indexedDB.databases()).map(async ({ name }) => name));
                const caches_ = await caches.keys();
                return JSON.stringify([{...localStorage}, {...sessionStorage}, databases, caches_, document.cookie, history.state, name, location.href]);
            }""";

    @RegisterExtension
    final Browsing browsing = new Browsing();

    private final Api api;
    private final int port;

    SigningInTest(@Autowired Api api, @LocalServerPort int port) {
        this.api = api;
        this.port = port;
    }

    @Test
    void a_token_lets_its_bearer_in() {
        Tab tab = browsing.open(port);
        assertThat(tab.page()).hasTitle(Pattern.compile("Task Ledger"));
        tab.signIn().with(Tokens.with(claims -> claims.subject("ann").claim("name", "Ann of the tests")));
        assertThat(tab.shell().heading("Tasks")).isVisible();
        assertThat(tab.shell().user("Ann of the tests")).isVisible();
    }

    @Test
    void one_that_is_not_accepted_lets_nobody_in() {
        Tab tab = browsing.open(port).expecting("^401 GET /api/me$");
        tab.signIn().with("nonsense");
        assertThat(tab.signIn().problem()).containsText("does not accept this token");
        assertThat(tab.shell().views()).not().isVisible();

        tab.signIn().with(Tokens.of("ann"));
        assertThat(tab.shell().heading("Tasks")).isVisible();
        assertThat(tab.page().getByText("does not accept")).not().isVisible();
    }

    @Test
    void nobody_is_offered_outside_of_development_mode() {
        Tab tab = browsing.open(port);
        assertThat(tab.signIn().token()).isVisible();
        assertThat(tab.signIn().offered("Ann")).hasCount(0);
    }

    @Test
    void the_browser_keeps_neither_tokens_nor_tasks() {
        String user = "keeper-of-nothing";
        api.as(user).create("a title to be found");
        String token = Tokens.of(user);
        Tab tab = browsing.open(port, token);
        assertThat(tab.page().getByText("a title to be found")).isVisible();

        String kept = String.valueOf(tab.page().evaluate(EVERYTHING_KEPT));
        assertThat(kept).contains("http://localhost:" + port).doesNotContain("a title to be found", token, user);
        tab.page().reload();
        assertThat(tab.signIn().token()).isVisible();
        assertThat(tab.signIn().token()).hasValue("");
    }

    @Test
    void who_signs_out_leaves_nothing_to_who_comes_next() {
        api.as("first-of-two").create("what the first has to do");
        Tab tab = browsing.open(port, Tokens.of("first-of-two"));
        assertThat(tab.page().getByText("what the first has to do")).isVisible();
        tab.shell().signOut();
        assertThat(tab.signIn().token()).isVisible();
        assertNothingOfTheFirst(tab.page());

        tab.letIn(Tokens.of("second-of-two"));
        assertThat(tab.shell().user("second-of-two")).isVisible();
        assertNothingOfTheFirst(tab.page());
        tab.page().goBack();
        assertNothingOfTheFirst(tab.page());
    }

    private static void assertNothingOfTheFirst(Page page) {
        assertThat(page.content()).doesNotContain("what the first has to do", "first-of-two");
    }

    @Test
    void operations_are_for_operators() {
        Tab ann = browsing.open(port, Tokens.of("ann"));
        assertThat(ann.shell().view("Audit")).isVisible();
        assertThat(ann.shell().view("Operations")).hasCount(0);
        Tab operator = browsing.open(port, Tokens.with(claims -> claims.subject("olga").claim("role", "user,admin")));
        assertThat(operator.shell().view("Operations")).isVisible();
        assertThat(operator.page().getByRole(AriaRole.NAVIGATION).getByRole(AriaRole.LINK)).hasCount(3);
    }
}
